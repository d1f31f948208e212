using System.Xml.Linq;
using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Tests.Outbound;
using ProtocolGateway.Emip.Upkeep;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Upkeep;

/// <summary>Our heartbeat to a hub, as the hub gets it over real HTTP, and what its answer says.</summary>
internal sealed class HeartBeatsTests
{
    private const string Answer = "ToIOP_HeartBeat_response";
    private RawPartner hub = null!;

    [SetUp]
    public void Start()
    {
        hub = new RawPartner();
        hub.Say(200, Samples.Text(Answer));
    }

    [TearDown]
    public async Task StopAsync() => await hub.DisposeAsync();

    [Test]
    public async Task It_is_said_as_the_sample_says()
    {
        await SayAsync(("OurOperatorId", "FR*GWC"));
        var (head, body) = hub.Requests.Single();
        var expected = XDocument.Parse(Samples.Text("ToIOP_HeartBeat_request"));
        expected.Descendants("transactionId").Single().Value = Soap.Body(body).Element("transactionId")!.Value;
        expected.Descendants("partnerId").Single().Value = "FR*GTW";
        Assert.That(Soap.Outline(Soap.Body(body)), Is.EqualTo(Soap.Outline(Soap.Body(expected.ToString()))));
        Assert.That(Soap.Faults(body), Is.Empty);
        Assert.That(head.Split("\r\n"), Does.Contain("Content-Type: application/soap+xml; charset=utf-8; action=\"https://api-iop.gireve.com/services/eMIP_ToIOP_HeartBeatV1/\""));
    }

    [Test]
    public async Task Each_is_a_transaction_of_its_own()
    {
        await SayAsync();
        await SayAsync();
        Assert.That(hub.Requests.Select(r => Soap.Body(r.Body).Element("transactionId")!.Value), Is.Unique);
    }

    [Test]
    public async Task The_hubs_habits_count()
    {
        await SayAsync(("ContentType", "text/xml"), ("ChildQualification", "qualified"), ("OurPartnerId", "FR*OUR"));
        var (head, body) = hub.Requests.Single();
        Assert.That(head.Split("\r\n"), Does.Contain("Content-Type: text/xml; charset=utf-8"));
        Assert.That(Soap.Body(body).Element(Soap.Platform + "partnerId")!.Value, Is.EqualTo("FR*OUR"));
    }

    [TestCase("FR*XYZ", "FR*798", Description = "The first who has an agreement with somebody behind the hub.")]
    [TestCase("FR*NIX", "FR*GTW", Description = "Nobody has: our own party.")]
    public async Task Its_operator_is_one_of_ours_whom_the_hub_concerns(string behind, string named)
    {
        await SayAsync(Hub() with { Reaches = [Partnership.Role(Role.EMSP, behind)] }, [new Agreement { Cpo = new PartyId("FR", "798"), Emsp = new PartyId("FR", "XYZ") }]);
        Assert.That(Soap.Body(hub.Requests.Single().Body).Element("operatorId")!.Value, Is.EqualTo(named));
    }

    [TestCase("<currentTime>2024-06-12T08:00:00Z<", "<currentTime>2024-06-12T08:07:00Z<", 300, 420)]
    [TestCase("<currentTime>2024-06-12T08:00:00Z<", "<currentTime>2024-06-12T10:00:00.000+02:00<", 300, 0)]
    [TestCase("<currentTime>2024-06-12T08:00:00Z<", "<currentTime>2024-06-12T10:00:00<", 300, 0, Description = "In the hub's zone.")]
    [TestCase("<currentTime>2024-06-12T08:00:00Z<", "<currentTime>noon<", 300, null)]
    [TestCase("<heartBeatPeriod>300<", "<heartBeatPeriod>2000<", 2000, 0)]
    [TestCase("<heartBeatPeriod>300<", "<heartBeatPeriod>PT5M<", null, 0)]
    [TestCase("<requestStatus>1<", "<requestStatus>1: Ok!<", 300, 0)]
    [TestCase("HeartBeatResponse", "HeartbeatResponse", 300, 0)]
    public async Task Its_answer_says_when_the_next_is_due_and_what_time_it_is_there(string written, string instead, int? period, int? ahead)
    {
        hub.Say(200, Samples.Text(Answer).Replace(written, instead, StringComparison.Ordinal));
        Assert.That(await SayAsync(Hub() with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris") }), Is.EqualTo(new SignOfLife(Trouble: null)
        {
            Period = period is null ? null : TimeSpan.FromSeconds(period.Value),
            Ahead = ahead is null ? null : TimeSpan.FromSeconds(ahead.Value),
        }));
    }

    [TestCase(200, "<requestStatus>10201<", "eMIP 10201")]
    [TestCase(200, "<requestStatus>-9999990<", "eMIP -9999990")]
    [TestCase(200, "<requestStatus>fine<", "HTTP 200, and the answer has no requestStatus")]
    [TestCase(503, "<requestStatus>1<", "HTTP 503")]
    public async Task What_is_no_yes_is_trouble(int status, string instead, string trouble)
    {
        hub.Say(status, Samples.Text(Answer).Replace("<requestStatus>1<", instead, StringComparison.Ordinal));
        Assert.That(await SayAsync(), Is.EqualTo(new SignOfLife(trouble)));
    }

    [Test]
    public async Task So_is_what_can_not_be_read_and_who_is_not_there()
    {
        hub.Say(200, "<html>Welcome</html>");
        Assert.That((await SayAsync()).Trouble, Is.EqualTo("HTTP 200, and the answer can't be read"));
        await hub.DisposeAsync();
        Assert.That((await SayAsync()).Trouble, Does.Contain("refused"));
    }

    [Test]
    public void Hubs_are_told_and_others_are_asked()
    {
        var signs = new HeartBeats(new PartnerBook(Partnership.Gateway, [], []), new FixedClock());
        var cpo = Partnership.Make("cpo", [Partnership.Role(Role.CPO, "FR*798")], ("PartnerId", "FR*798"), ("HeartBeatPeriod", "120"));
        Assert.That((signs.AreSaidTo(Hub()), signs.ExpectedFrom(Hub())), Is.EqualTo((true, (TimeSpan?)null)));
        Assert.That((signs.AreSaidTo(cpo), signs.ExpectedFrom(cpo)), Is.EqualTo((false, (TimeSpan?)TimeSpan.FromSeconds(120))));
    }

    private Task<SignOfLife> SayAsync(params (string, string?)[] settings) => SayAsync(Hub(settings));

    private static Task<SignOfLife> SayAsync(Partner partner, IReadOnlyList<Agreement>? agreements = null)
    {
        var cpo = Partnership.Make("cpo", [Partnership.Role(Role.EMSP, "FR*ANY"), Partnership.Role(Role.CPO, "FR*798")], ("PartnerId", "FR*798"), ("Url", "https://cpo.example/"));
        return new HeartBeats(new PartnerBook(Partnership.Gateway, [partner, cpo], agreements ?? []), new FixedClock()).SayAsync(partner, default);
    }

    private Partner Hub(params (string, string?)[] settings) =>
        Partnership.Make("hub", [Partnership.Role(Role.HUB, "FR*107")], [("PartnerId", "FR*107"), ("Url", hub.Url), ("Authentication", "None"), .. settings]);
}
