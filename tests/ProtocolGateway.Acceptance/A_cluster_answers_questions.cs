using System.Text.Json.Nodes;
using ProtocolGateway.Testing.Servers;

namespace ProtocolGateway.Acceptance;

/// <summary>Two gateways on one PostgreSQL and one RabbitMQ: whichever is asked answers, and what one did the other knows.</summary>
internal sealed class A_cluster_answers_questions
{
    private readonly EmipPartnerStandIn cpo = new(), emsp = new();
    private readonly EmipCalls asCpo = new("FR*798", "FR*798") { UserIdType = "EMP-SPEC", UserId = "FR-MSP-C1" }, asEmsp = new("FR*MSP", "FR*MSP");
    private PostgresServer postgres = null!;
    private RabbitMqServer rabbit = null!;
    private GatewayUnderTest[] nodes = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        emsp.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "0"), ("requestStatus", "1"));
        await cpo.StartAsync();
        await emsp.StartAsync();
        (postgres, rabbit) = (await PostgresServer.StartAsync(), await RabbitMqServer.StartAsync());
        nodes = await Task.WhenAll(GatewayUnderTest.StartAsync(Settings("one")), GatewayUnderTest.StartAsync(Settings("other")));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var node in nodes) await node.DisposeAsync();
        await cpo.DisposeAsync();
        await emsp.DisposeAsync();
        await rabbit.DisposeAsync();
        await postgres.DisposeAsync();
    }

    [Test]
    public async Task Both_are_asked_at_once_and_every_answer_comes_home()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
            (Evse: $"FR*798*EMANY*{i}", Answer: await SendAsync(i % 2, (asCpo with { Evse = $"FR*798*EMANY*{i}" }).Authorise($"T-{i}")))));
        Assert.That(answers.Select(a => a.Answer.Message?.Value("authorisationValue")), Is.All.EqualTo("1"));
        foreach (var (evse, answer) in answers)
            Assert.That(emsp.Heard("GetServiceAuthorisation").Single(m => m.Value("EVSEId") == evse).Value("serviceSessionId"), Is.EqualTo(answer.Message!.Value("serviceSessionId")));
    }

    [Test]
    public async Task What_one_was_asked_the_other_answers_the_same_and_does_not_do_again()
    {
        var start = (asEmsp with { Evse = "FR*798*ETWICE*1" }).Start("T-TWICE", own: "M-2");
        var answers = await Task.WhenAll(SendAsync(0, start), SendAsync(1, start), SendAsync(0, start), SendAsync(1, start));
        Assert.That(answers.Select(a => a.Body).Distinct().ToList(), Has.Count.EqualTo(1), answers[0].ToString());
        Assert.That(cpo.Heard("SetServiceAuthorisation").Count(m => m.Value("EVSEId") == "FR*798*ETWICE*1"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_session_begun_at_one_is_stopped_and_reported_at_the_other()
    {
        var started = await SendAsync(0, (asEmsp with { Evse = "FR*798*ECROSS*1" }).Start("T-CROSS", own: "M-3"));
        var session = started.Message!.Value("serviceSessionId")!;
        Assert.That((await SendAsync(1, asEmsp.Act("T-ACT", session))).RequestStatus, Is.EqualTo("1"));
        Assert.That((await SendAsync(1, asCpo.Report("T-REP", session, "1", "2024-06-12T09:00:00Z"))).RequestStatus, Is.EqualTo("1"));
        await emsp.UntilHeardAsync("SetSessionEventReport", m => m.Value("serviceSessionId") == session);
    }

    private Task<EmipAnswer> SendAsync(int node, string request) => new EmipCpoClient(nodes[node].Partners).SendAsync(request);

    private GatewaySettings Settings(string node)
    {
        var settings = new GatewaySettings()
            .Emip("cpo", "FR*798", cpo.Url, ("CPO", "FR*798"))
            .Emip("emsp", "FR*MSP", emsp.Url, ("EMSP", "FR*MSP"))
            .Agreement();
        settings.Gateway["Node"] = node;
        settings.Gateway["Journal"] = new JsonObject { ["Provider"] = "Postgres", ["ConnectionString"] = postgres.ConnectionStringOf("postgres") };
        settings.Gateway["Bus"] = new JsonObject { ["Transport"] = "RabbitMq", ["Url"] = rabbit.Url.ToString() };
        return settings;
    }
}
