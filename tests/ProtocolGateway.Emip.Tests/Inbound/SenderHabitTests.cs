using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip.Tests.Inbound;

/// <summary>What is known of a sender decides how its words are read.</summary>
internal sealed class SenderHabitTests
{
    private const string Sample = "ToIOP_SetChargeDetailRecord_request";

    [Test]
    public async Task A_sender_who_says_Wh_and_means_kWh_is_understood_and_that_is_reported()
    {
        var fact = await HearAsync(Partnership.Platform(("WhMeansKWh", "true")), "<meterValue>18250<", "<meterValue>18.25<");
        Assert.That(((ChargeDetailRecordIssued)fact.Reading.Message!).Record.TotalEnergy, Is.EqualTo(18.25m));
        var loss = fact.Reading.Losses.Single();
        Assert.That((loss.Kind, loss.Text), Is.EqualTo((LossKind.Repaired, "'Wh' was read as kWh, as the sender's settings say")));
    }

    [Test]
    public async Task Its_kWh_are_kWh_all_the_same()
    {
        var fact = await HearAsync(
            Partnership.Platform(("WhMeansKWh", "true")), "<meterValue>18250</meterValue>\n            <meterUnit>Wh<", "<meterValue>18.25</meterValue>\n            <meterUnit>kWh<");
        Assert.That(((ChargeDetailRecordIssued)fact.Reading.Message!).Record.TotalEnergy, Is.EqualTo(18.25m));
        Assert.That(fact.Reading.Losses, Is.Empty);
    }

    [TestCase("UTC", 8)]
    [TestCase("Europe/Paris", 6)]
    public async Task A_time_without_zone_is_of_the_senders_zone(string zone, int hour)
    {
        var sender = Partnership.Platform() with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        var fact = await HearAsync(sender, "<startTime>2024-06-12T08:02:11Z<", "<startTime>2024-06-12T08:02:11<");
        Assert.That(((ChargeDetailRecordIssued)fact.Reading.Message!).Record.StartDateTime, Is.EqualTo(new DateTimeOffset(2024, 6, 12, hour, 2, 11, TimeSpan.Zero)));
    }

    [TestCase("/services/evciV1", 200)]
    [TestCase("/SERVICES/evciv1/", 200)]
    [TestCase("/api/emip", 200)]
    [TestCase("/services/other", 404)]
    public async Task A_sender_is_heard_at_its_own_path_too(string path, int status)
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform(("InboundPath", "/services/evciV1")));
        Assert.That((await hosted.PostAsync(Samples.Bytes("ToIOP_HeartBeat_request"), path: path)).Status, Is.EqualTo(status));
    }

    [TestCase("G_Apps")]
    [TestCase("g_apps")]
    [TestCase("FR*GWM")]
    public async Task A_party_is_known_by_the_senders_name_for_it_as_well_as_by_its_id(string name)
    {
        var fact = await HearAsync(
            Partnership.Platform(("PartyAliases:G_Apps", "FR*GWM")), "<salePartnerOperatorIdType>eMI3</salePartnerOperatorIdType>\n        <salePartnerOperatorId>FR*GWM<",
            $"<salePartnerOperatorIdType>Gireve</salePartnerOperatorIdType>\n        <salePartnerOperatorId>{name}<");
        Assert.That(((ChargeDetailRecordIssued)fact.Reading.Message!).Record.CdrToken!.Party, Is.EqualTo(new PartyId("FR", "GWM")));
    }

    [Test]
    public async Task And_is_refused_by_another_name()
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform());
        var answer = await hosted.PostAsync(Change.Text(Sample, "<salePartnerOperatorId>FR*GWM<", "<salePartnerOperatorId>G_Apps<"));
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(Soap.Fault(answer.Text).Reason, Does.Contain("salePartnerOperatorId").And.Contain("'G_Apps'"));
    }

    [Test]
    public async Task An_operator_may_speak_by_the_name_that_its_platform_has_for_it()
    {
        await using var hosted = await Hosted.StartAsync(Partnership.Platform(("PartyAliases:$$", "FR*GWC")));
        hosted.Gateway.Acceptance = new Protocols.Acceptance.Accepted(Guid.NewGuid(), false, new PartyId("FR", "GWC"));
        var answer = await hosted.PostAsync(Change.Text(Sample, "<operatorIdType>eMI3</operatorIdType>", "<operatorIdType>Gireve</operatorIdType>").Replace("<operatorId>FR*GWC<", "<operatorId>$$<", StringComparison.Ordinal));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        var body = Soap.Body(answer.Text);
        Assert.That((body.Element("salePartnerOperatorIdType")?.Value, body.Element("salePartnerOperatorId")?.Value), Is.EqualTo(("Gireve", "$$")));
    }

    private static async Task<Protocols.HeardFact> HearAsync(Partner sender, string written, string instead)
    {
        await using var hosted = await Hosted.StartAsync(sender);
        var answer = await hosted.PostAsync(Change.Text(Sample, written, instead));
        Assert.That(answer.Status, Is.EqualTo(200), answer.Text);
        return hosted.Gateway.Facts.Single();
    }
}
