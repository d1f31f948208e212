using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Console.Tests.Mappings;

/// <summary>What is asked of a preview, and what it is asked by.</summary>
public sealed class MappingPreviewTests : ConsoleTest
{
    private const string Address = "/api/mappings/preview";

    private static readonly Lazy<MappingBook> Book =
        new(() => MappingBook.Load(Repository.Mappings, Repository.Schemas, KnownSteps.All, dialects: ["ocpi-2.2.1"]).Book!);

    [SetUp]
    public void Load() => ((MappingsInForce)Console.Services.GetRequiredService<IMappings>()).Use(Book.Value);

    [Test]
    public async Task Files_are_laid_over_those_in_force()
    {
        var answer = await Console.PostAsync($"{Address}?since=2h", """{ "files": { "ocpi-2.2.1/client-info.yaml": null } }""");
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        Assert.That((answer.Json["before"]!.ToString(), answer.Json["since"]!.ToString(), answer.Json["messages"]!.ToString()), Is.EqualTo((Book.Value.Version, "2026-10-01T10:00:00Z", "0")));
        Assert.That(answer.Json["after"]!.ToString(), Is.Not.EqualTo(Book.Value.Version));
    }

    [Test]
    public async Task Faults_of_the_files_are_listed()
    {
        var answer = await Console.PostAsync(Address, """{ "files": { "ocpi-2.2.1/client-info.yaml": "rows: [" } }""");
        Assert.That((answer.Status, answer.Json["title"]!.ToString()), Is.EqualTo((422, "The mapping files have faults")));
        Assert.That(answer.Json["faults"]![0]!.ToString(), Does.Contain("ocpi-2.2.1/client-info.yaml:2:1: not YAML"));
    }

    [TestCase("since", "yesterday", "'yesterday' was found; expected 90m, 24h, 7d or an instant")]
    [TestCase("limit", "10001", "'10001' was found; expected a number from 1 to 10000")]
    [TestCase("message", "CDR", "'CDR' was found; expected one of ChargeDetailRecordIssued, SessionUpdated, EvseStatusChanged, LocationPublished, TariffPublished, TokenPublished, CommandCompleted")]
    public async Task A_wrong_parameter_is_named_with_what_was_expected(string name, string value, string detail) =>
        (await Console.PostAsync($"{Address}?{name}={value}", """{ "files": { "ocpi-2.2.1/token.yaml": "" } }""")).IsProblem(400, $"The parameter '{name}' is wrong", detail);

    [TestCase(null)]
    [TestCase("files")]
    [TestCase("""{ "files": {} }""")]
    public async Task Without_files_there_is_nothing_to_preview(string? body) => (await Console.PostAsync(Address, body)).IsProblem(
        400, "The parameter 'files' is wrong", """nothing was found; expected a body { "files": { "emip/_dialect.yaml": "text" } }""");

    [Test]
    public async Task No_path_leads_out_of_the_folder() => (await Console.PostAsync(Address, """{ "files": { "../../etc/cron.d/x.yaml": "" } }""")).IsProblem(
        400, "The parameter 'files' is wrong", "'../../etc/cron.d/x.yaml' is no mapping file; expected paths as emip/_dialect.yaml, null only for files in force");

    [Test]
    public async Task A_version_must_be_one_that_was_in_force()
    {
        (await Console.GetAsync(Address)).IsProblem(400, "The parameter 'version' is wrong", "nothing was found; expected a version of the mapping files, or a POST of files");
        (await Console.GetAsync($"{Address}?version=0123456789ab")).IsProblem(404, "There is no such version of the mapping files");
        var own = await Console.GetAsync($"{Address}?version={Book.Value.Version}");
        Assert.That((own.Status, own.Json["after"]!.ToString()), Is.EqualTo((200, Book.Value.Version)));
    }
}
