using System.Text;
using System.Xml.Linq;
using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>A record said to an eMIP eMSP over real HTTP, and what each answer makes of the delivery.</summary>
internal sealed class TellerTests
{
    private static readonly CompiledMapping Mapping = Maps.InForce.Current.Find("emip", "charge-detail-record")!;
    private RawPartner partner = null!;
    private EmipProtocol protocol = null!;

    [SetUp]
    public void Start()
    {
        partner = new RawPartner();
        partner.Say(200, Samples.Text("FromIOP_SetChargeDetailRecord_response"));
        protocol = Partnership.Protocol(Maps.InForce);
    }

    [TearDown]
    public async Task Stop() => await partner.DisposeAsync();

    [Test]
    public async Task The_samples_record_is_said_as_the_sample_says()
    {
        var delivery = Delivery();
        var outcome = await protocol.SendAsync(delivery, default);
        Assert.That(outcome, Is.TypeOf<Outcome.Delivered>(), outcome.ToString());
        var body = partner.Requests.Single().Body;
        var expected = XDocument.Parse(Samples.Text("FromIOP_SetChargeDetailRecord_request"));
        expected.Descendants("transactionId").Single().Value = $"GTW-{delivery.Id:N}";
        expected.Descendants("partnerId").Single().Value = "FR*GTW";
        expected.Descendants("operatorId").Single().AddAfterSelf(new XElement("targetOperatorIdType", "eMI3"), new XElement("targetOperatorId", "FR*GWM"));
        Assert.That(Soap.Outline(Soap.Body(body)), Is.EqualTo(Soap.Outline(Soap.Body(expected.ToString()))));
        Assert.That(Soap.Faults(body), Is.Empty);
        Assert.That(body, Does.StartWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>"));
    }

    [Test]
    public async Task Its_head_names_media_type_and_action()
    {
        await protocol.SendAsync(Delivery(), default);
        var head = partner.Requests.Single().Head.Split("\r\n");
        Assert.That(head[0], Is.EqualTo("POST /api/emip HTTP/1.1"));
        Assert.That(head, Does.Contain("Content-Type: application/soap+xml; charset=utf-8; action=\"https://api-iop.gireve.com/services/eMIP_FromIOP_SetChargeDetailRecordV1/\""));
        Assert.That(head.Where(l => l.StartsWith("Expect", StringComparison.OrdinalIgnoreCase) || l.StartsWith("SOAPAction", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task The_journal_gets_the_exact_bytes_of_both_directions()
    {
        var outcome = await protocol.SendAsync(Delivery(), default);
        Assert.That(outcome.Sent, Is.EqualTo(partner.Requests.Single().Body));
        Assert.That(outcome.Answer, Is.EqualTo("HTTP 200\n" + Samples.Text("FromIOP_SetChargeDetailRecord_response")));
    }

    [Test]
    public async Task Another_attempt_has_the_same_transaction()
    {
        var delivery = Delivery();
        await protocol.SendAsync(delivery, default);
        await protocol.SendAsync(delivery with { Attempt = 2, Repeat = true }, default);
        Assert.That(partner.Requests.Select(r => r.Body).Distinct().Count(), Is.EqualTo(1));
    }

    [TestCase("text/xml", "text/xml; charset=utf-8")]
    [TestCase("application/xml", "application/xml; charset=utf-8")]
    public async Task The_media_type_is_the_partners(string setting, string header)
    {
        await protocol.SendAsync(Delivery(settings: ("ContentType", setting)), default);
        Assert.That(partner.Requests.Single().Head.Split("\r\n"), Does.Contain($"Content-Type: {header}"));
    }

    [Test]
    public async Task Sale_partners_are_written_without_separator_where_a_partner_wants_it()
    {
        await protocol.SendAsync(Delivery(settings: ("PartyIdSeparator", "none")), default);
        var body = Soap.Body(partner.Requests.Single().Body);
        Assert.That((body.Descendants("salePartnerOperatorId").Single().Value, body.Element("targetOperatorId")!.Value), Is.EqualTo(("FRGWM", "FRGWM")));
    }

    [Test]
    public async Task A_hyphen_never_reaches_the_header_block()
    {
        await protocol.SendAsync(Delivery(settings: ("PartyIdSeparator", "-")), default);
        var body = Soap.Body(partner.Requests.Single().Body);
        Assert.That((body.Descendants("salePartnerOperatorId").Single().Value, body.Element("targetOperatorId")!.Value), Is.EqualTo(("FR-GWM", "FR*GWM")));
    }

    [Test]
    public async Task Children_are_qualified_where_a_partner_wants_it()
    {
        await protocol.SendAsync(Delivery(settings: ("ChildQualification", "qualified")), default);
        Assert.That(Soap.Body(partner.Requests.Single().Body).Descendants().Select(e => e.Name.Namespace), Has.All.EqualTo(Soap.Authorisation));
    }

    [Test]
    public async Task To_a_hub_it_is_said_as_a_partner()
    {
        await protocol.SendAsync(Delivery(Role.HUB), default);
        var body = Soap.Body(partner.Requests.Single().Body);
        Assert.That(body.Name, Is.EqualTo(Soap.Authorisation + "eMIP_ToIOP_SetChargeDetailRecordRequest"));
        Assert.That(body.Element("targetOperatorId"), Is.Null);
        Assert.That(partner.Requests.Single().Head, Does.Contain("eMIP_ToIOP_SetChargeDetailRecordV1/"));
    }

    [Test]
    public async Task What_eMIP_can_not_say_is_held_and_nothing_is_sent()
    {
        var delivery = Delivery();
        var credit = new ChargeDetailRecordIssued { Record = ((ChargeDetailRecordIssued)delivery.Message).Record with { Credit = true } };
        var outcome = await protocol.SendAsync(delivery with { Message = credit, Heard = credit }, default);
        Assert.That((outcome as Outcome.Held)?.Hold.Code, Is.EqualTo("CreditCdr"));
        Assert.That((outcome.Sent, partner.Requests.Count), Is.EqualTo(((string?)null, 0)));
    }

    [Test]
    public async Task What_is_lost_or_was_supplied_is_reported()
    {
        var delivery = Delivery();
        var told = new ChargeDetailRecordIssued { Record = ((ChargeDetailRecordIssued)delivery.Message).Record with { Remark = "thanks" } };
        var supplied = new Loss(LossKind.Supplied, "EVSEId", "from the directory");
        var outcome = await protocol.SendAsync(delivery with { Message = told, Heard = told, Supplied = [supplied] }, default);
        Assert.That(outcome.Losses, Does.Contain(supplied));
        Assert.That(outcome.Losses.Where(l => l.Kind == LossKind.Untold).Select(l => l.Place), Is.EqualTo(new[] { "remark" }));
    }

    [TestCase("1", typeof(Outcome.Delivered))]
    [TestCase("1: Ok!", typeof(Outcome.Delivered))]
    [TestCase("2", typeof(Outcome.Delivered))]
    [TestCase("200", typeof(Outcome.Delivered))]
    [TestCase("9999", typeof(Outcome.Delivered))]
    [TestCase("201", typeof(Outcome.Refused))]
    [TestCase("206", typeof(Outcome.Refused))]
    [TestCase("701", typeof(Outcome.Refused))]
    [TestCase("10000", typeof(Outcome.Refused))]
    [TestCase("10501", typeof(Outcome.Refused))]
    [TestCase("10701", typeof(Outcome.Refused))]
    [TestCase("-9999990", typeof(Outcome.Refused))]
    [TestCase("10207", typeof(Outcome.Unreachable))]
    [TestCase("10504", typeof(Outcome.Unreachable))]
    [TestCase("10505", typeof(Outcome.Unreachable))]
    [TestCase("0", typeof(Outcome.InDoubt))]
    [TestCase("fine", typeof(Outcome.InDoubt))]
    [TestCase("", typeof(Outcome.InDoubt))]
    public async Task Each_request_status_has_its_outcome(string status, Type outcome)
    {
        partner.Say(200, Change.Text("FromIOP_SetChargeDetailRecord_response", "<requestStatus>1<", $"<requestStatus>{status}<"));
        Assert.That(await protocol.SendAsync(Delivery(), default), Is.TypeOf(outcome));
    }

    [TestCase("701")]
    [TestCase("10701")]
    public async Task A_repeat_that_the_partner_knows_is_delivered(string status)
    {
        partner.Say(200, Change.Text("FromIOP_SetChargeDetailRecord_response", "<requestStatus>1<", $"<requestStatus>{status}<"));
        Assert.That(await protocol.SendAsync(Delivery() with { Attempt = 2, Repeat = true }, default), Is.TypeOf<Outcome.Delivered>());
    }

    [TestCase(200, "fault_sender", typeof(Outcome.Refused))]
    [TestCase(400, "fault_sender", typeof(Outcome.Refused))]
    [TestCase(500, "fault_sender", typeof(Outcome.Refused))]
    [TestCase(200, "fault_receiver", typeof(Outcome.Unreachable))]
    [TestCase(400, "fault_receiver", typeof(Outcome.Unreachable))]
    [TestCase(500, "fault_receiver", typeof(Outcome.Unreachable))]
    public async Task A_faults_code_decides(int status, string fault, Type outcome)
    {
        partner.Say(status, Samples.Text(fault));
        var told = await protocol.SendAsync(Delivery(), default);
        Assert.That(told, Is.TypeOf(outcome));
        if (told is Outcome.Refused refused) Assert.That((refused.Code, refused.Text), Is.EqualTo(("fault Sender", "The element userId is missing")));
    }

    [TestCase("Client", typeof(Outcome.Refused))]
    [TestCase("Server", typeof(Outcome.Unreachable))]
    public async Task A_fault_of_SOAP_1_1_is_read_too(string code, Type outcome)
    {
        partner.Say(500, $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><faultcode>s:{code}</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>", "text/xml");
        Assert.That(await protocol.SendAsync(Delivery(), default), Is.TypeOf(outcome));
    }

    [TestCase(301, typeof(Outcome.Refused))]
    [TestCase(400, typeof(Outcome.Refused))]
    [TestCase(404, typeof(Outcome.Refused))]
    [TestCase(405, typeof(Outcome.Refused))]
    [TestCase(413, typeof(Outcome.Refused))]
    [TestCase(415, typeof(Outcome.Refused))]
    [TestCase(408, typeof(Outcome.Unreachable))]
    [TestCase(429, typeof(Outcome.Unreachable))]
    [TestCase(500, typeof(Outcome.Unreachable))]
    [TestCase(502, typeof(Outcome.Unreachable))]
    [TestCase(503, typeof(Outcome.Unreachable))]
    [TestCase(504, typeof(Outcome.Unreachable))]
    [TestCase(200, typeof(Outcome.InDoubt))]
    public async Task A_page_of_HTML_leaves_the_word_to_the_status(int status, Type outcome)
    {
        partner.Say(status, "<html><body>Welcome<br></body></html>", "text/html", "Location: http://127.0.0.1:9/\r\n");
        var told = await protocol.SendAsync(Delivery(), default);
        Assert.That(told, Is.TypeOf(outcome));
        Assert.That(told.Answer, Is.EqualTo($"HTTP {status}\n<html><body>Welcome<br></body></html>"));
        Assert.That(partner.Requests, Has.Count.EqualTo(1), "redirects are not followed");
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task A_partner_that_does_not_know_us_is_paused(int status)
    {
        partner.Say(status, "");
        var outcome = await protocol.SendAsync(Delivery(), default);
        Assert.That((outcome as Outcome.Unreachable)?.PausePartner, Is.True);
    }

    [Test]
    public async Task A_partner_may_say_when_to_come_again()
    {
        partner.Say(503, "", headers: "Retry-After: 120\r\n");
        Assert.That((await protocol.SendAsync(Delivery(), default) as Outcome.Unreachable)?.RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(2)));
        partner.Say(503, "", headers: $"Retry-After: {FixedClock.Now.AddSeconds(90):R}\r\n");
        Assert.That((await protocol.SendAsync(Delivery(), default) as Outcome.Unreachable)?.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(90)));
    }

    [TestCase("")]
    [TestCase("garbage")]
    [TestCase("{\"status\":1}")]
    public async Task Success_with_an_unreadable_answer_is_in_doubt(string body)
    {
        partner.Say(200, body);
        Assert.That(await protocol.SendAsync(Delivery(), default), Is.TypeOf<Outcome.InDoubt>());
    }

    [TestCase("text/xml")]
    [TestCase("application/xml; charset=utf-8")]
    [TestCase("text/plain")]
    public async Task An_answer_of_another_media_type_is_read(string mediaType)
    {
        partner.Say(200, Samples.Text("FromIOP_SetChargeDetailRecord_response"), mediaType);
        Assert.That(await protocol.SendAsync(Delivery(), default), Is.TypeOf<Outcome.Delivered>());
    }

    [Test]
    public async Task A_connection_lost_after_the_body_is_in_doubt()
    {
        partner.Answer = null;
        var outcome = await protocol.SendAsync(Delivery(), default);
        Assert.That(outcome, Is.TypeOf<Outcome.InDoubt>());
        Assert.That(outcome.Sent, Is.EqualTo(partner.Requests.Single().Body));
    }

    [Test]
    public async Task An_answer_that_breaks_off_is_in_doubt()
    {
        partner.Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: 5000\r\n\r\n<soap:Env");
        Assert.That(await protocol.SendAsync(Delivery(), default), Is.TypeOf<Outcome.InDoubt>());
    }

    [Test]
    public async Task An_answer_without_end_is_in_doubt()
    {
        partner.Say(200, new string(' ', 2 << 20));
        Assert.That(await protocol.SendAsync(Delivery(), default), Is.TypeOf<Outcome.InDoubt>());
    }

    [Test]
    public async Task No_answer_in_time_is_in_doubt()
    {
        partner.Silent = true;
        var outcome = await protocol.SendAsync(Delivery(settings: ("Timeout", "1")), default);
        Assert.That((outcome as Outcome.InDoubt)?.Text, Is.EqualTo("sent, but no answer came: no answer within 1 s"));
    }

    [Test]
    public async Task Ended_while_waiting_it_is_in_doubt()
    {
        partner.Silent = true;
        using var ending = new CancellationTokenSource();
        var sending = protocol.SendAsync(Delivery(), ending.Token);
        while (partner.Requests.IsEmpty) await Task.Yield();
        await ending.CancelAsync();
        Assert.That(await sending, Is.TypeOf<Outcome.InDoubt>());
    }

    [Test]
    public async Task Nobody_listening_is_unreachable()
    {
        await partner.DisposeAsync();
        var outcome = await protocol.SendAsync(Delivery(), default);
        Assert.That(outcome, Is.TypeOf<Outcome.Unreachable>());
        Assert.That(outcome.Answer, Is.Null);
    }

    [Test]
    public async Task A_partner_without_an_address_is_held()
    {
        var unreachable = Partnership.Make("cpo", [Partnership.Role(Role.CPO, "FR*GWC")], ("PartnerId", "FR*GWC"));
        var outcome = await protocol.SendAsync(Delivery() with { Partner = unreachable }, default);
        Assert.That((outcome as Outcome.Held)?.Hold.WaitsFor, Is.EqualTo("settings"));
    }

    private Delivery Delivery(Role role = Role.EMSP, params (string, string?)[] settings)
    {
        var body = SoapReader.Read(Samples.Bytes("ToIOP_SetChargeDetailRecord_request"), out _)!;
        var record = (ChargeDetailRecord)Mapping.Read(body.Document, body.Document.Root, ReadContext.Default).Message!;
        var message = new ChargeDetailRecordIssued { Record = record };
        return new Delivery
        {
            Id = Guid.NewGuid(),
            Partner = Partnership.Make("emsp", [Partnership.Role(role, "FR*GWM")], [("PartnerId", "FR*GWM"), ("Url", partner.Url), ("Authentication", "None"), .. settings]),
            Operation = protocol.Operations.Single(o => o.Said),
            Heard = message,
            Message = message,
            Mapping = Mapping,
            From = new PartyId("FR", "GWC"),
            To = new PartyId("FR", "GWM"),
        };
    }
}
