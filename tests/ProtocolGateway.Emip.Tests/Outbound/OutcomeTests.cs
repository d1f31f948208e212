using System.Text;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>What each answer of a partner makes of a delivery (translation.md section 11).</summary>
internal sealed class OutcomeTests : SendingTest
{
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
        Partner.Say(200, Change.Text("FromIOP_SetChargeDetailRecord_response", "<requestStatus>1<", $"<requestStatus>{status}<"));
        Assert.That(await Protocol.SendAsync(Delivery(), default), Is.TypeOf(outcome));
    }

    [TestCase("701")]
    [TestCase("10701")]
    public async Task A_repeat_that_the_partner_knows_is_delivered(string status)
    {
        Partner.Say(200, Change.Text("FromIOP_SetChargeDetailRecord_response", "<requestStatus>1<", $"<requestStatus>{status}<"));
        Assert.That(await Protocol.SendAsync(Delivery() with { Attempt = 2, Repeat = true }, default), Is.TypeOf<Outcome.Delivered>());
    }

    [TestCase(200, "fault_sender", typeof(Outcome.Refused))]
    [TestCase(400, "fault_sender", typeof(Outcome.Refused))]
    [TestCase(500, "fault_sender", typeof(Outcome.Refused))]
    [TestCase(200, "fault_receiver", typeof(Outcome.Unreachable))]
    [TestCase(400, "fault_receiver", typeof(Outcome.Unreachable))]
    [TestCase(500, "fault_receiver", typeof(Outcome.Unreachable))]
    public async Task A_faults_code_decides(int status, string fault, Type outcome)
    {
        Partner.Say(status, Samples.Text(fault));
        var told = await Protocol.SendAsync(Delivery(), default);
        Assert.That(told, Is.TypeOf(outcome));
        if (told is Outcome.Refused refused) Assert.That((refused.Code, refused.Text), Is.EqualTo(("fault Sender", "The element userId is missing")));
    }

    [TestCase("Client", typeof(Outcome.Refused))]
    [TestCase("Server", typeof(Outcome.Unreachable))]
    public async Task A_fault_of_SOAP_1_1_is_read_too(string code, Type outcome)
    {
        Partner.Say(500, $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><s:Fault><faultcode>s:{code}</faultcode><faultstring>no</faultstring></s:Fault></s:Body></s:Envelope>", "text/xml");
        Assert.That(await Protocol.SendAsync(Delivery(), default), Is.TypeOf(outcome));
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
        Partner.Say(status, "<html><body>Welcome<br></body></html>", "text/html", "Location: http://127.0.0.1:9/\r\n");
        var told = await Protocol.SendAsync(Delivery(), default);
        Assert.That(told, Is.TypeOf(outcome));
        Assert.That(told.Answer, Is.EqualTo($"HTTP {status}\n<html><body>Welcome<br></body></html>"));
        Assert.That(Partner.Requests, Has.Count.EqualTo(1), "redirects are not followed");
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task A_partner_that_does_not_know_us_is_paused(int status)
    {
        Partner.Say(status, "");
        var outcome = await Protocol.SendAsync(Delivery(), default);
        Assert.That((outcome as Outcome.Unreachable)?.PausePartner, Is.True);
    }

    [Test]
    public async Task A_partner_may_say_when_to_come_again()
    {
        Partner.Say(503, "", headers: "Retry-After: 120\r\n");
        Assert.That((await Protocol.SendAsync(Delivery(), default) as Outcome.Unreachable)?.RetryAfter, Is.EqualTo(TimeSpan.FromMinutes(2)));
        Partner.Say(503, "", headers: $"Retry-After: {FixedClock.Now.AddSeconds(90):R}\r\n");
        Assert.That((await Protocol.SendAsync(Delivery(), default) as Outcome.Unreachable)?.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(90)));
    }

    [TestCase("Retry-After: 7\r\n", 7)]
    [TestCase("", 5)]
    public async Task A_partner_that_is_called_too_often_is_left_alone_for_a_while(string header, int seconds)
    {
        Partner.Say(429, "", headers: header);
        Assert.That((await Protocol.SendAsync(Delivery(), default) as Outcome.Unreachable)?.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(seconds)));
    }

    [TestCase("")]
    [TestCase("garbage")]
    [TestCase("{\"status\":1}")]
    public async Task Success_with_an_unreadable_answer_is_in_doubt(string body)
    {
        Partner.Say(200, body);
        Assert.That(await Protocol.SendAsync(Delivery(), default), Is.TypeOf<Outcome.InDoubt>());
    }

    [TestCase("text/xml")]
    [TestCase("application/xml; charset=utf-8")]
    [TestCase("text/plain")]
    public async Task An_answer_of_another_media_type_is_read(string mediaType)
    {
        Partner.Say(200, Samples.Text("FromIOP_SetChargeDetailRecord_response"), mediaType);
        Assert.That(await Protocol.SendAsync(Delivery(), default), Is.TypeOf<Outcome.Delivered>());
    }

    [Test]
    public async Task A_connection_lost_after_the_body_is_in_doubt()
    {
        Partner.Answer = null;
        var outcome = await Protocol.SendAsync(Delivery(), default);
        Assert.That(outcome, Is.TypeOf<Outcome.InDoubt>());
        Assert.That(outcome.Sent, Is.EqualTo(Partner.Requests.Single().Body));
    }

    [Test]
    public async Task An_answer_that_breaks_off_is_in_doubt()
    {
        Partner.Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: 5000\r\n\r\n<soap:Env");
        Assert.That(await Protocol.SendAsync(Delivery(), default), Is.TypeOf<Outcome.InDoubt>());
    }

    [Test]
    public async Task An_answer_without_end_is_in_doubt()
    {
        Partner.Say(200, new string(' ', 2 << 20));
        Assert.That(await Protocol.SendAsync(Delivery(), default), Is.TypeOf<Outcome.InDoubt>());
    }

    [Test]
    public async Task No_answer_in_time_is_in_doubt()
    {
        Partner.Silent = true;
        var outcome = await Protocol.SendAsync(Delivery(("Timeout", "1")), default);
        Assert.That((outcome as Outcome.InDoubt)?.Text, Is.EqualTo("sent, but no answer came: no answer within 1 s"));
    }

    [Test]
    public async Task Ended_while_waiting_it_is_in_doubt()
    {
        Partner.Silent = true;
        using var ending = new CancellationTokenSource();
        var sending = Protocol.SendAsync(Delivery(), ending.Token);
        while (Partner.Requests.IsEmpty) await Task.Yield();
        await ending.CancelAsync();
        Assert.That(await sending, Is.TypeOf<Outcome.InDoubt>());
    }

    [Test]
    public async Task Nobody_listening_is_unreachable()
    {
        await Partner.DisposeAsync();
        var outcome = await Protocol.SendAsync(Delivery(), default);
        Assert.That(outcome, Is.TypeOf<Outcome.Unreachable>());
        Assert.That(outcome.Answer, Is.Null);
    }

    [Test]
    public async Task A_partner_without_an_address_is_held()
    {
        var unreachable = Partnership.Make("cpo", [Partnership.Role(Role.CPO, "FR*GWC")], ("PartnerId", "FR*GWC"));
        var outcome = await Protocol.SendAsync(Delivery() with { Partner = unreachable }, default);
        Assert.That((outcome as Outcome.Held)?.Hold.WaitsFor, Is.EqualTo("settings"));
    }

    private Delivery Delivery(params (string, string?)[] settings) => Deliveries.To(Partner, Role.EMSP, settings);
}
