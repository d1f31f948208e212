using System.Net;
using System.Text;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.Outbound;

/// <summary>translation.md section 11: what an answer to our own deliveries means.</summary>
public sealed class OcpiOutcomesTests
{
    private const string Already = """{"status_code":2001,"status_message":"CDR already exists","timestamp":"2026-05-04T12:00:00Z"}""";

    [TestCase(200, 1000, "Delivered")]
    [TestCase(201, 1000, "Delivered")]
    [TestCase(200, 1950, "Delivered")]
    [TestCase(200, 2000, "Refused")]
    [TestCase(200, 2001, "Refused")]
    [TestCase(201, 2003, "Refused")]
    [TestCase(200, 3000, "Unreachable")]
    [TestCase(200, 3999, "Unreachable")]
    [TestCase(200, 4001, "Refused")]
    [TestCase(200, 4002, "Unreachable")]
    [TestCase(200, 4003, "Unreachable")]
    [TestCase(200, 1, "InDoubt")]
    [TestCase(200, 9000, "InDoubt")]
    [TestCase(301, 1000, "Refused")]
    [TestCase(400, 2001, "Refused")]
    [TestCase(404, 1000, "Refused")]
    [TestCase(405, 1000, "Refused")]
    [TestCase(409, 2001, "Refused")]
    [TestCase(413, 1000, "Refused")]
    [TestCase(415, 1000, "Refused")]
    [TestCase(401, 2000, "Paused")]
    [TestCase(403, 2000, "Paused")]
    [TestCase(408, 1000, "Unreachable")]
    [TestCase(429, 1000, "Unreachable")]
    [TestCase(500, 2001, "Unreachable")]
    [TestCase(503, 1000, "Unreachable")]
    public void Status_and_code_decide(int http, int code, string outcome) =>
        Assert.That(Name(Of(http, $$"""{"status_code":{{code}},"timestamp":"2026-05-04T12:00:00Z"}""")), Is.EqualTo(outcome));

    [TestCase(200, "<html>success</html>", "InDoubt")]
    [TestCase(200, "", "InDoubt")]
    [TestCase(200, "{}", "InDoubt")]
    [TestCase(200, "[1000]", "InDoubt")]
    [TestCase(200, """{"status_code":"1000"}""", "Delivered")]
    [TestCase(200, """{"data":null,"status_code":1000}""", "Delivered")]
    [TestCase(500, "<html>oops</html>", "Unreachable")]
    [TestCase(404, "<html>where</html>", "Refused")]
    public void Bodies_that_are_no_envelope_leave_success_in_doubt(int http, string body, string outcome) =>
        Assert.That(Name(Of(http, body)), Is.EqualTo(outcome));

    [Test]
    public void A_success_whose_body_was_cut_is_in_doubt() =>
        Assert.That(Name(Of(200, """{"status_code":1000}""", whole: false)), Is.EqualTo("InDoubt"));

    [TestCase(409, "", true, "Delivered")]
    [TestCase(409, "", false, "Refused")]
    [TestCase(200, Already, true, "Delivered")]
    [TestCase(200, Already, false, "Refused")]
    [TestCase(400, Already, true, "Delivered")]
    [TestCase(200, """{"status_code":2001,"status_message":"no currency"}""", true, "Refused")]
    public void What_they_have_already_is_a_success_of_our_repeat_only(int http, string body, bool repeat, string outcome) =>
        Assert.That(Name(Of(http, body, repeat: repeat)), Is.EqualTo(outcome));

    [Test]
    public void A_refusal_keeps_their_code_and_words() =>
        Assert.That(Of(200, """{"status_code":2001,"status_message":"no currency"}"""), Is.EqualTo(new Outcome.Refused("OCPI 2001", "no currency")));

    [TestCase(429)]
    [TestCase(503)]
    public void They_may_ask_us_to_wait(int http)
    {
        var answered = new OcpiReply.Answered((HttpStatusCode)http, [], true, null, TimeSpan.FromSeconds(7));

        Assert.That(((Outcome.Unreachable)OcpiOutcomes.Of(answered, false)).RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)));
    }

    private static Outcome Of(int http, string body, bool whole = true, bool repeat = false) =>
        OcpiOutcomes.Of(new OcpiReply.Answered((HttpStatusCode)http, Encoding.UTF8.GetBytes(body), whole, null, null), repeat);

    private static string Name(Outcome outcome) =>
        outcome is Outcome.Unreachable { PausePartner: true } ? "Paused" : outcome.GetType().Name;
}
