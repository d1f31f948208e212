using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace ProtocolGateway.Acceptance;

/// <summary>Whatever the other side does, the asker gets an answer in its own codes, and nobody else waits for it.</summary>
internal sealed class Whoever_asks_is_answered_in_time : Journey
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly EmipPartnerStandIn cpo = new(), sound = new(), silent = new();
    private readonly EmipCalls asCpo = new("FR*798", "FR*798") { UserIdType = "EMP-SPEC" };

    protected override async Task BeforeAsync()
    {
        sound.On("GetServiceAuthorisation", ("authorisationValue", "1"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "0"), ("requestStatus", "1"));
        silent.Wait("GetServiceAuthorisation", TimeSpan.FromMinutes(1));
        cpo.Wait("SetServiceAuthorisation", TimeSpan.FromMinutes(1));
        foreach (var each in (EmipPartnerStandIn[])[cpo, sound, silent]) await each.StartAsync();
    }

    protected override GatewaySettings Settings()
    {
        var settings = new GatewaySettings()
            .Emip("cpo", "FR*798", cpo.Url, ("CPO", "FR*798"))
            .Emip("sound", "FR*SND", sound.Url, ("EMSP", "FR*SND"))
            .Emip("silent", "FR*SIL", silent.Url, ("EMSP", "FR*SIL"))
            .Agreement();
        foreach (var partner in (string[])["cpo", "silent"])
            settings.Gateway["Partners"]![partner]!["Questions"] = new JsonObject { ["AuthorizeWithin"] = "1", ["CommandWithin"] = "1", ["Concurrency"] = "4" };
        return settings;
    }

    protected override async Task AfterAsync()
    {
        foreach (var each in (EmipPartnerStandIn[])[cpo, sound, silent]) await each.DisposeAsync();
    }

    [Test]
    public async Task A_silent_eMSP_is_10210_and_costs_nobody_else_anything()
    {
        var waiting = Enumerable.Range(0, 12).Select(i => AuthoriseAsync("FR-SIL-C1", $"FR*798*ESIL*{i}")).ToList();
        var served = new List<(EmipAnswer Answer, TimeSpan Took)>();
        for (var i = 0; i < 10; i++) served.Add(await AuthoriseAsync("FR-SND-C1", $"FR*798*ESND*{i}"));
        var refused = await Task.WhenAll(waiting);

        Assert.Multiple(() =>
        {
            Assert.That(served.Select(s => s.Answer.Message!.Value("authorisationValue")), Is.All.EqualTo("1"));
            Assert.That(refused.Select(r => r.Answer.RequestStatus), Is.All.EqualTo("10210"));
            Assert.That(refused.Select(r => r.Answer.Message!.Value("authorisationValue")), Is.All.EqualTo("2"));
            Assert.That(refused.Select(r => r.Took), Is.All.LessThan(Patience));
        });
    }

    [Test]
    public async Task A_silent_CPO_is_206_and_the_session_is_known_when_it_starts_all_the_same()
    {
        var watch = Stopwatch.StartNew();
        var answer = await Emip.SendAsync(new EmipCalls("FR*SND", "FR*SND") { Evse = "FR*798*ELATE*1" }.Start(NewId(), own: "M-5"));
        Assert.That(answer.RequestStatus, Is.EqualTo("206"), answer.ToString());
        Assert.That(watch.Elapsed, Is.LessThan(Patience));

        var session = answer.Message!.Value("serviceSessionId")!;
        await Emip.SendAsync(asCpo.Report(NewId(), session, "3", "2024-06-12T08:00:00Z"));
        var told = await sound.UntilHeardAsync("SetSessionEventReport", m => m.Value("serviceSessionId") == session);
        Assert.That(told.Value("salePartnerSessionId"), Is.EqualTo("M-5"));
    }

    [TestCaseSource(nameof(BadAnswers))]
    public async Task A_bad_answer_is_10210(string what, IReadOnlyList<(string, string)> answer)
    {
        var evse = $"FR*798*EBAD*{what}";
        var good = new (string, string)[] { ("authorisationValue", "1"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "0"), ("requestStatus", "1") };
        sound.On("GetServiceAuthorisation", m => m.Value("EVSEId") == evse ? answer : good);
        var (told, _) = await AuthoriseAsync("FR-SND-C1", evse);
        Assert.That((told.Message!.Value("authorisationValue"), told.RequestStatus), Is.EqualTo(("2", "10210")), told.ToString());
        Assert.That(SchemaOracle.EmipFaults(told.Body), Is.Empty);
    }

    [Test]
    public async Task An_eMSP_of_WWCP_that_answers_in_words_is_understood()
    {
        sound.On("GetServiceAuthorisation", ("authorisationValue", "OK"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "true"),
            ("parameter", ""), ("requestStatus", "1: Ok!"));
        var (told, _) = await AuthoriseAsync("FR-SND-C1", "FR*798*EWORD*1");
        Assert.That((told.Message!.Value("authorisationValue"), told.RequestStatus), Is.EqualTo(("1", "1")), told.ToString());
    }

    [Test]
    public async Task An_eMSPs_refusal_is_told_as_one()
    {
        sound.On("GetServiceAuthorisation", ("authorisationValue", "2"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "0"), ("requestStatus", "1"));
        var (told, _) = await AuthoriseAsync("FR-SND-C1", "FR*798*ENO*1");
        Assert.That((told.Message!.Value("authorisationValue"), told.RequestStatus), Is.EqualTo(("2", "1")), told.ToString());
    }

    private static IEnumerable<TestCaseData> BadAnswers()
    {
        yield return new("1", new[] { ("authorisationValue", "1"), ("requestStatus", "205") }) { TestName = "Allowed_with_a_warning_of_refusal" };
        yield return new("2", new[] { ("authorisationValue", "7"), ("partnerServiceSessionId", "M-1"), ("intermediateCDRRequested", "0"), ("requestStatus", "1") }) { TestName = "A_value_that_nobody_knows" };
        yield return new("3", new[] { ("requestStatus", "1") }) { TestName = "A_success_without_a_value" };
        yield return new("4", new[] { ("requestStatus", "-9999990") }) { TestName = "WWCPs_own_failure" };
        yield return new("5", Array.Empty<(string, string)>()) { TestName = "Nothing_at_all" };
    }

    private async Task<(EmipAnswer Answer, TimeSpan Took)> AuthoriseAsync(string contract, string evse)
    {
        var watch = Stopwatch.StartNew();
        var answer = await Emip.SendAsync((asCpo with { UserId = contract, Evse = evse }).Authorise(NewId()));
        Assert.That(answer.HttpStatus, Is.EqualTo((int)HttpStatusCode.OK), answer.ToString());
        return (answer, watch.Elapsed);
    }
}
