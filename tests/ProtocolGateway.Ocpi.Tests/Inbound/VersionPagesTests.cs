using System.Text.Json;
using ProtocolGateway.Ocpi.Tests.StandIns;

namespace ProtocolGateway.Ocpi.Tests.Inbound;

public sealed class VersionPagesTests : EndpointTest
{
    [TestCase("/ocpi/versions")]
    [TestCase("/ocpi/versions/")]
    public async Task Versions_lists_what_is_spoken_under_the_public_address(string path)
    {
        var answer = await Endpoint.GetAsync(path);

        var data = answer.Json.GetProperty("data").GetRawText();
        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 1000)));
        Assert.That(await Schema.FaultsAsync(Schema.Versions, data), Is.Empty);
        Assert.That(data, Is.EqualTo("""[{"version":"2.1.1","url":"https://gateway.example/roaming/ocpi/2.1.1"},{"version":"2.2.1","url":"https://gateway.example/roaming/ocpi/2.2.1"},{"version":"2.3.0","url":"https://gateway.example/roaming/ocpi/2.3.0"}]"""));
    }

    [TestCase("/ocpi/2.2.1")]
    [TestCase("/ocpi/2.2.1/")]
    public async Task A_cpo_finds_where_to_push_what_is_its_own(string path)
    {
        var answer = await Endpoint.GetAsync(path);

        var data = answer.Json.GetProperty("data").GetRawText();
        Assert.That(await Schema.FaultsAsync(Schema.VersionDetails, data), Is.Empty);
        foreach (var module in (string[])["cdrs", "locations", "tariffs"])
            Assert.That(data, Does.Contain($$"""{"identifier":"{{module}}","role":"RECEIVER","url":"https://gateway.example/roaming/ocpi/2.2.1/{{module}}"}"""));
        Assert.That(data, Does.Not.Contain("\"tokens\",\"role\":\"RECEIVER\""));
        Assert.That(Endpoints(answer), Is.SupersetOf(new[] { "tokens SENDER", "commands SENDER", "chargingprofiles SENDER" }));
        Assert.That(data, Does.Contain("""{"identifier":"tokens","role":"SENDER","url":"https://gateway.example/roaming/ocpi/2.2.1/sender/tokens"}"""));
    }

    [Test]
    public async Task An_emsp_finds_no_module_that_its_role_does_not_use()
    {
        var answer = await Endpoint.GetAsync("/ocpi/2.2.1", OcpiUnderTest.EmspToken);

        var pushed = answer.Json.GetProperty("data").GetProperty("endpoints").EnumerateArray()
            .Where(e => e.GetProperty("role").GetString() == "RECEIVER").Select(e => e.GetProperty("identifier").GetString());
        Assert.That(pushed, Does.Contain("tokens").And.No.Member("cdrs").And.No.Member("locations").And.No.Member("tariffs"));
        Assert.That(Endpoints(answer), Is.SupersetOf(new[] { "sessions SENDER", "commands RECEIVER", "chargingprofiles RECEIVER" }));
    }

    private static IEnumerable<string> Endpoints(Answered answer) =>
        answer.Json.GetProperty("data").GetProperty("endpoints").EnumerateArray().Select(e => $"{e.GetProperty("identifier").GetString()} {e.GetProperty("role").GetString()}");

    [Test]
    public async Task A_question_for_versions_is_a_sign_of_life()
    {
        var before = Endpoint.Gateway.SignsOfLife.Count;
        await Endpoint.GetAsync("/ocpi/versions", OcpiUnderTest.EmspToken);

        Assert.That(Endpoint.Gateway.SignsOfLife.Skip(before).Select(p => p.Id), Is.EqualTo(["emsp"]));
    }

    [Test]
    public async Task Routing_headers_mean_nothing_on_versions()
    {
        var answer = await Endpoint.GetAsync("/ocpi/versions", OcpiUnderTest.CpoToken, ("OCPI-from-country-code", "NL"), ("OCPI-from-party-id", "EVL"));

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 1000)));
        Assert.That(answer.Headers.Keys.Where(h => h.StartsWith("OCPI-", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task The_time_of_an_answer_is_utc_with_its_zone()
    {
        var answer = await Endpoint.GetAsync("/ocpi/versions");

        Assert.That(answer.Json.GetProperty("timestamp").GetString(), Does.Match(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        Assert.That(answer.Json.GetProperty("timestamp").ValueKind, Is.EqualTo(JsonValueKind.String));
    }
}
