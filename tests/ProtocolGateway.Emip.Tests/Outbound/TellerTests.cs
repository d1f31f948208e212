using System.Xml.Linq;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>A record said to an eMIP eMSP over real HTTP, as its journal and its partner see it.</summary>
internal sealed class TellerTests : SendingTest
{
    [Test]
    public async Task The_samples_record_is_said_as_the_sample_says()
    {
        var delivery = Delivery();
        var outcome = await Protocol.SendAsync(delivery, default);
        Assert.That(outcome, Is.TypeOf<Outcome.Delivered>(), outcome.ToString());
        var body = Partner.Requests.Single().Body;
        var expected = XDocument.Parse(Samples.Text("FromIOP_SetChargeDetailRecord_request"));
        expected.Descendants("transactionId").Single().Value = $"GTW-{delivery.Id:N}";
        expected.Descendants("partnerId").Single().Value = "FR*GTW";
        expected.Descendants("operatorId").Single().AddAfterSelf(new XElement("targetOperatorIdType", "eMI3"), new XElement("targetOperatorId", "FR*GWM"));
        Assert.That(Soap.Outline(Soap.Body(body)), Is.EqualTo(Soap.Outline(Soap.Body(expected.ToString()))));
        Assert.That(Soap.Faults(body), Is.Empty);
        Assert.That(body, Does.StartWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>"));
    }

    [Test]
    public async Task A_draft_is_what_would_be_said()
    {
        var delivery = Delivery();
        var draft = Protocol.Draft(delivery).Single();
        Assert.That((draft.Mapping.Name, draft.Hold, Partner.Requests.Count), Is.EqualTo(("charge-detail-record", (Hold?)null, 0)));
        var outcome = await Protocol.SendAsync(delivery, default);
        Assert.That(Soap.Outline(XElement.Parse(draft.Text!)), Is.EqualTo(Soap.Outline(Soap.Body(outcome.Sent!))));
        Assert.That(draft.Losses, Is.EqualTo(outcome.Losses));
    }

    [Test]
    public async Task Its_head_names_media_type_and_action()
    {
        await Protocol.SendAsync(Delivery(), default);
        var head = Partner.Requests.Single().Head.Split("\r\n");
        Assert.That(head[0], Is.EqualTo("POST /api/emip HTTP/1.1"));
        Assert.That(head, Does.Contain("Content-Type: application/soap+xml; charset=utf-8; action=\"https://api-iop.gireve.com/services/eMIP_FromIOP_SetChargeDetailRecordV1/\""));
        Assert.That(head.Where(l => l.StartsWith("Expect", StringComparison.OrdinalIgnoreCase) || l.StartsWith("SOAPAction", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task The_journal_gets_the_exact_bytes_of_both_directions()
    {
        var outcome = await Protocol.SendAsync(Delivery(), default);
        Assert.That(outcome.Sent, Is.EqualTo(Partner.Requests.Single().Body));
        Assert.That(outcome.Answer, Is.EqualTo("HTTP 200\n" + Samples.Text("FromIOP_SetChargeDetailRecord_response")));
    }

    [Test]
    public async Task Another_attempt_has_the_same_transaction()
    {
        var delivery = Delivery();
        await Protocol.SendAsync(delivery, default);
        await Protocol.SendAsync(delivery with { Attempt = 2, Repeat = true }, default);
        Assert.That(Partner.Requests.Select(r => r.Body).Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase("text/xml", "text/xml; charset=utf-8")]
    [TestCase("application/xml", "application/xml; charset=utf-8")]
    public async Task The_media_type_is_the_partners(string setting, string header)
    {
        await Protocol.SendAsync(Delivery(settings: ("ContentType", setting)), default);
        Assert.That(Partner.Requests.Single().Head.Split("\r\n"), Does.Contain($"Content-Type: {header}"));
    }

    [Test]
    public async Task Sale_partners_are_written_without_separator_where_a_partner_wants_it()
    {
        await Protocol.SendAsync(Delivery(settings: ("PartyIdSeparator", "none")), default);
        var body = Soap.Body(Partner.Requests.Single().Body);
        Assert.That((body.Descendants("salePartnerOperatorId").Single().Value, body.Element("targetOperatorId")!.Value), Is.EqualTo(("FRGWM", "FRGWM")));
    }

    [Test]
    public async Task Parties_are_called_as_a_partner_calls_them()
    {
        await Protocol.SendAsync(Delivery(settings: [("PartyAliases:G_Apps", "FR*GWM"), ("PartyAliases:$$", "FR*GWC")]), default);
        var body = Soap.Body(Partner.Requests.Single().Body);
        Assert.That(body.Elements().Skip(3).Take(4).Select(e => e.Value), Is.EqualTo(["Gireve", "$$", "Gireve", "G_Apps"]));
        Assert.That(body.Descendants("salePartnerOperatorId").Single().Value, Is.EqualTo("G_Apps"));
        Assert.That(Soap.Faults(Partner.Requests.Single().Body), Is.Empty);
    }

    [Test]
    public async Task A_hyphen_never_reaches_the_header_block()
    {
        await Protocol.SendAsync(Delivery(settings: ("PartyIdSeparator", "-")), default);
        var body = Soap.Body(Partner.Requests.Single().Body);
        Assert.That((body.Descendants("salePartnerOperatorId").Single().Value, body.Element("targetOperatorId")!.Value), Is.EqualTo(("FR-GWM", "FR*GWM")));
    }

    [Test]
    public async Task Children_are_qualified_where_a_partner_wants_it()
    {
        await Protocol.SendAsync(Delivery(settings: ("ChildQualification", "qualified")), default);
        Assert.That(Soap.Body(Partner.Requests.Single().Body).Descendants().Select(e => e.Name.Namespace), Has.All.EqualTo(Soap.Authorisation));
    }

    [TestCase("Wh", "<meterValue>18250</meterValue>", "<meterUnit>Wh</meterUnit>")]
    [TestCase("kWh", "<meterValue>18.25</meterValue>", "<meterUnit>kWh</meterUnit>")]
    public async Task Energy_is_written_in_the_unit_that_a_partner_wants(string unit, string value, string written)
    {
        await Protocol.SendAsync(Delivery(settings: ("EnergyUnit", unit)), default);
        Assert.That(Partner.Requests.Single().Body, Does.Contain(value).And.Contain(written));
    }

    [Test]
    public async Task To_a_hub_it_is_said_as_a_partner()
    {
        await Protocol.SendAsync(Delivery(Role.HUB), default);
        var body = Soap.Body(Partner.Requests.Single().Body);
        Assert.That(body.Name, Is.EqualTo(Soap.Authorisation + "eMIP_ToIOP_SetChargeDetailRecordRequest"));
        Assert.That(body.Element("targetOperatorId"), Is.Null);
        Assert.That(Partner.Requests.Single().Head, Does.Contain("eMIP_ToIOP_SetChargeDetailRecordV1/"));
    }

    [Test]
    public async Task What_eMIP_can_not_say_is_held_and_nothing_is_sent()
    {
        var delivery = Delivery();
        var credit = new ChargeDetailRecordIssued { Record = ((ChargeDetailRecordIssued)delivery.Message).Record with { Credit = true } };
        var outcome = await Protocol.SendAsync(delivery with { Message = credit, Heard = credit }, default);
        Assert.That((outcome as Outcome.Held)?.Hold.Code, Is.EqualTo("CreditCdr"));
        Assert.That((outcome.Sent, Partner.Requests.Count), Is.EqualTo(((string?)null, 0)));
    }

    [Test]
    public async Task What_is_lost_or_was_supplied_is_reported()
    {
        var delivery = Delivery();
        var told = new ChargeDetailRecordIssued { Record = ((ChargeDetailRecordIssued)delivery.Message).Record with { Remark = "thanks" } };
        var supplied = new Loss(LossKind.Supplied, "EVSEId", "from the directory");
        var outcome = await Protocol.SendAsync(delivery with { Message = told, Heard = told, Supplied = [supplied] }, default);
        Assert.That(outcome.Losses, Does.Contain(supplied));
        Assert.That(outcome.Losses.Where(l => l.Kind == LossKind.Untold).Select(l => l.Place), Is.EqualTo(new[] { "remark" }));
    }

    private Delivery Delivery(Role role = Role.EMSP, params (string, string?)[] settings) => Deliveries.To(Partner, role, settings);
}
