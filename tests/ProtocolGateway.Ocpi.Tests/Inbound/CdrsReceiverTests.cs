using System.Text;
using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.Inbound;

public sealed class CdrsReceiverTests : EndpointTest
{
    [Test]
    public async Task A_cdr_that_is_taken_is_created_and_its_location_told()
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((201, 1000)));
        Assert.That(answer.Json.TryGetProperty("data", out _), Is.False);
        Assert.That(answer.Headers["Location"], Is.EqualTo("https://gateway.example/roaming/ocpi/2.2.1/cdrs/FR/798/CDR-2026%2F0042"));
    }

    [Test]
    public async Task What_is_heard_is_the_fact_with_its_bytes_and_the_answer_that_was_sent()
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole, OcpiUnderTest.CpoToken, ("X-Request-ID", "r-1"));

        var (fact, journaled) = Endpoint.Gateway.Accepted.Single();
        var record = ((ChargeDetailRecordIssued)fact.Reading.Message!).Record;
        Assert.That(journaled, Is.EqualTo(answer.Text));
        Assert.That(Encoding.UTF8.GetString(fact.Heard.Body.Span), Is.EqualTo(Cdrs.Whole));
        Assert.That((fact.Heard.Partner!.Id, fact.Heard.Protocol, fact.Heard.Operation, fact.IdsIgnoreCase), Is.EqualTo(("cpo", "ocpi", "POST cdrs", true)));
        Assert.That(fact.Heard.Headers, Does.StartWith("POST /ocpi/2.2.1/cdrs\n").And.Contain("\nX-Request-ID: r-1").And.Contain("\nAuthorization: ***"));
        Assert.That((record.Party, record.Id, record.TotalEnergy, record.TotalTime), Is.EqualTo((new PartyId("FR", "798"), "CDR-2026/0042", 15.342m, TimeSpan.FromHours(1.5))));
    }

    [Test]
    public async Task A_held_cdr_is_read_again_from_its_bytes()
    {
        await Endpoint.PostCdrAsync(Cdrs.Whole);
        var (fact, _) = Endpoint.Gateway.Accepted.Single();
        using var protocol = new OcpiProtocol(TestMappings.All, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<OcpiProtocol>.Instance);

        var again = protocol.Operations.Single(o => o.Name == fact.Heard.Operation).ReadAgain!(new HeardAgain(fact.Heard.Partner!, fact.Heard.Body, fact.Heard.Headers, TestMappings.All.Current));

        Assert.That(CanonicalJson.Write(again!.Message!), Is.EqualTo(CanonicalJson.Write(fact.Reading.Message!)));
    }

    [Test]
    public async Task A_repeat_gets_the_first_answer_again()
    {
        Endpoint.Gateway.Accept = _ => new Acceptance.Accepted(Guid.NewGuid(), Repeat: true, null);
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((201, 1000)));
        Assert.That(answer.Headers["Location"], Does.EndWith("/cdrs/FR/798/CDR-2026%2F0042"));
    }

    [Test]
    public async Task A_journal_out_of_reach_is_503_and_nothing_is_acknowledged()
    {
        Endpoint.Gateway.Accept = _ => new Acceptance.Busy("the journal is locked");
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole);

        Assert.That((answer.Http, answer.Code, answer.Headers.ContainsKey("Retry-After"), answer.Headers.ContainsKey("Location")),
            Is.EqualTo((503, 3000, true, false)));
    }

    [TestCase(RefusalKind.DiffersFromFirst)]
    [TestCase(RefusalKind.ForeignParty)]
    [TestCase(RefusalKind.Impossible)]
    public async Task What_the_gateway_refuses_is_200_and_2001_with_place_and_fault(RefusalKind kind)
    {
        Endpoint.Gateway.Accept = _ => new Acceptance.Refused(new Refusal(kind, "end_date_time", "before start_date_time"));
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole);

        Assert.That((answer.Http, answer.Code, answer.Message), Is.EqualTo((200, 2001, "end_date_time: before start_date_time")));
        Assert.That(answer.Headers.ContainsKey("Location"), Is.False);
    }

    [Test]
    public async Task Every_missing_member_is_named_at_once()
    {
        var cdr = JsonNode.Parse(Cdrs.Whole)!.AsObject();
        cdr.Remove("currency");
        cdr["cdr_token"]!.AsObject().Remove("uid");
        var answer = await Endpoint.PostCdrAsync(cdr.ToJsonString());

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.Contain("currency: missing").And.Contain("cdr_token/uid: missing"));
        Assert.That(Endpoint.Gateway.Refused.Single().Answer, Is.EqualTo(answer.Text));
        Assert.That(Endpoint.Gateway.Refused.Single().Refusal.Kind, Is.EqualTo(RefusalKind.BadContent));
    }

    [Test]
    public async Task Text_that_is_not_json_is_400_and_named_by_line_and_by_what_else_is_missing()
    {
        var cut = Cdrs.Whole[..Cdrs.Whole.IndexOf("\"currency\"", StringComparison.Ordinal)] + "\"currency\": EUR }";
        var line = cut.Count(c => c == '\n') + 1;
        var answer = await Endpoint.PostCdrAsync(cut);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((400, 2001)));
        Assert.That(answer.Message, Does.Contain($"line {line}").And.Contain("total_energy: missing").And.Not.Contain("session_id"));
        Assert.That(Endpoint.Gateway.Refused.Single().Refusal.Kind, Is.EqualTo(RefusalKind.Malformed));
    }

    [TestCase("", 400)]
    [TestCase("hello", 400)]
    [TestCase("<cdr/>", 400)]
    [TestCase("{} {}", 400)]
    [TestCase("[]", 200)]
    [TestCase("null", 200)]
    [TestCase("\"cdr\"", 200)]
    [TestCase("{}", 200)]
    public async Task What_is_no_cdr_is_refused_and_not_lost(string body, int http)
    {
        var answer = await Endpoint.PostCdrAsync(body);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((http, 2001)));
        Assert.That(Endpoint.Gateway.Accepted, Is.Empty);
        Assert.That(Encoding.UTF8.GetString(Endpoint.Gateway.Refused.Single().Heard.Body.Span), Is.EqualTo(body));
    }

    [Test]
    public async Task Nesting_without_end_is_400()
    {
        var answer = await Endpoint.PostCdrAsync(string.Concat(Enumerable.Repeat("{\"a\":", 5000)));

        Assert.That((answer.Http, answer.Code), Is.EqualTo((400, 2001)));
    }

    [TestCase("{\"id\":\"a\\ud800b\"}", TestName = "Half_a_surrogate_pair_is_400")]
    [TestCase("{\"id\":\"\u00FF\"}", TestName = "Bytes_that_are_no_utf8_are_400")]
    public async Task Text_that_is_no_text_is_400(string latin1)
    {
        var answer = await Endpoint.SendAsync(HttpMethod.Post, "/ocpi/2.2.1/cdrs", new ByteArrayContent(Encoding.Latin1.GetBytes(latin1)), OcpiUnderTest.CpoToken);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((400, 2001)));
        Assert.That(answer.Message, Does.Contain("line 1"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_body_of_ten_megabytes_is_413(bool announced)
    {
        using var content = new StreamContent(new MemoryStream(new byte[10 * 1024 * 1024]));
        if (!announced) content.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Endpoint.Address, "/ocpi/2.2.1/cdrs")) { Content = content };
        request.Headers.TransferEncodingChunked = !announced;
        request.Headers.TryAddWithoutValidation("Authorization", "Token " + OcpiUnderTest.CpoToken);
        request.Headers.ExpectContinue = true;
        using var response = await Endpoint.Client.SendAsync(request);
        var answer = await Answered.ReadAsync(response);

        Assert.That((answer.Http, answer.Code), Is.EqualTo((413, 2001)));
        Assert.That(Endpoint.Gateway.Refused, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_member_given_twice_with_different_values_is_a_fault()
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole.Replace("\"currency\": \"EUR\"", "\"currency\": \"EUR\", \"currency\": \"CHF\"", StringComparison.Ordinal));

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.Contain("currency: given twice"));
    }

    [TestCase("start_date_time", "\"2026-02-30T10:00:00Z\"")]
    [TestCase("total_energy", "\"much\"")]
    public async Task A_value_that_is_none_of_its_kind_is_a_fault_at_its_place(string member, string value)
    {
        var cdr = JsonNode.Parse(Cdrs.Whole)!.AsObject();
        cdr[member] = JsonNode.Parse(value);
        var answer = await Endpoint.PostCdrAsync(cdr.ToJsonString());

        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 2001)));
        Assert.That(answer.Message, Does.StartWith(member + ": "));
    }

    [TestCase("application/json; charset=utf-8")]
    [TestCase("application/json;charset=UTF-8")]
    [TestCase("text/plain")]
    [TestCase(null)]
    public async Task The_media_type_does_not_matter(string? mediaType)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Cdrs.Whole));
        if (mediaType is not null) content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        var answer = await Endpoint.SendAsync(HttpMethod.Post, "/ocpi/2.2.1/cdrs/", content, OcpiUnderTest.CpoToken);

        Assert.That(answer.Http, Is.EqualTo(201));
    }

    [Test]
    public async Task A_stranger_s_cdr_is_401_and_noted_without_its_body()
    {
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole, "somebody-else");

        Assert.That((answer.Http, answer.Code), Is.EqualTo((401, 2000)));
        var (heard, refusal, journaled) = Endpoint.Gateway.Refused.Single();
        Assert.That((heard.Partner, heard.Body.Length, refusal.Kind, journaled), Is.EqualTo(((Partners.Partner?)null, 0, RefusalKind.UnknownPartner, answer.Text)));
    }

    [Test]
    public async Task A_bug_is_500_and_tells_nothing_of_the_inside()
    {
        Endpoint.Gateway.Accept = _ => throw new InvalidOperationException("a secret of the house");
        var answer = await Endpoint.PostCdrAsync(Cdrs.Whole);

        Assert.That((answer.Http, answer.Code, answer.Message), Is.EqualTo((500, 3000, "internal error")));
    }

    [Test]
    public async Task A_taken_cdr_is_read_back_under_its_location_as_it_was_written()
    {
        var posted = await Endpoint.PostCdrAsync(Cdrs.Whole);
        var record = ((ChargeDetailRecordIssued)Endpoint.Gateway.Accepted.Single().Fact.Reading.Message!).Record;
        Endpoint.Gateway.Archive[(record.Party!.Key, record.Id!)] = record;

        var path = posted.Headers["Location"][OcpiUnderTest.PublicUrl.Length..];
        var answer = await Endpoint.GetAsync(path);

        var data = answer.Json.GetProperty("data").GetRawText();
        Assert.That((answer.Http, answer.Code), Is.EqualTo((200, 1000)));
        Assert.That(await Schema.FaultsAsync(Schema.Cdr, data), Is.Empty);
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(data), JsonNode.Parse(Cdrs.Whole)), data);
        Assert.That(data, Does.Contain("Hôtel de Ville"));
    }
}
