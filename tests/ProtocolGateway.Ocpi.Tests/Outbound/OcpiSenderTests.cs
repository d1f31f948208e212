using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.Outbound;

/// <summary>A CDR that is owed to an eMSP, over a real connection.</summary>
public sealed class OcpiSenderTests
{
    private StandInEmsp emsp = null!;
    private ManualClock clock = null!;
    private OcpiProtocol protocol = null!;
    private Partner? partner;

    [SetUp]
    public void Start()
    {
        partner = null;
        emsp = new StandInEmsp();
        clock = new ManualClock();
        protocol = new OcpiProtocol(TestMappings.All, clock, NullLogger<OcpiProtocol>.Instance);
    }

    [TearDown]
    public async Task Stop()
    {
        protocol.Dispose();
        await emsp.DisposeAsync();
    }

    [Test]
    public async Task The_cdr_arrives_as_its_schema_wants_it_at_the_address_that_versions_and_details_name()
    {
        var delivery = Owed();
        var outcome = await protocol.SendAsync(delivery, default);

        var post = emsp.Posts.Single();
        Assert.That(outcome, Is.InstanceOf<Outcome.Delivered>().With.Property("Note").EqualTo("https://volt.example/cdrs/1"));
        Assert.That(emsp.Requests.Select(r => r.Line), Is.EqualTo(["GET /ocpi/versions HTTP/1.1", "GET /theirs/2.2.1 HTTP/1.1", "POST /theirs/2.2.1/receiver/cdrs HTTP/1.1"]));
        Assert.That(await Schema.FaultsAsync(Schema.Cdr, post.Body), Is.Empty);
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(post.Body), JsonNode.Parse(Cdrs.Whole)), post.Body);
        Assert.That(post.Body, Does.StartWith("{\"country_code\":\"FR\",").And.Contain("Hôtel de Ville"));
        Assert.That(outcome.Sent, Is.EqualTo(post.Body));
        Assert.That(outcome.Answer, Does.StartWith("HTTP 201 Created\nLocation: https://volt.example/cdrs/1\n\n{\"status_code\":1000"));
    }

    [Test]
    public async Task A_draft_is_what_would_be_said()
    {
        var delivery = Owed();
        var draft = protocol.Draft(delivery).Single();
        Assert.That((draft.Mapping.Name, draft.Hold, emsp.Requests.Count), Is.EqualTo(("charge-detail-record", (Hold?)null, 0)));
        var outcome = await protocol.SendAsync(delivery, default);
        Assert.That((draft.Text, draft.Losses), Is.EqualTo((outcome.Sent, outcome.Losses)));
    }

    [Test]
    public async Task Who_takes_no_credit_notes_is_sent_none()
    {
        partner = TestPartners.Partner("volt", [TestPartners.Emsp("DE*ABC")],
            ("VersionsUrl", emsp.Address + "/ocpi/versions"), ("OutboundToken", "our-token"), ("CreditRecords", "false"));
        var owed = Owed();
        var record = ((ChargeDetailRecordIssued)owed.Message).Record with { Credit = true, CreditReferenceId = "1" };
        var credit = owed with { Message = new ChargeDetailRecordIssued { Record = record } };
        var outcome = await protocol.SendAsync(credit, default);

        Assert.That(protocol.Draft(credit).Single().Hold?.Code, Is.EqualTo("NoCreditRecords"));
        Assert.That((outcome as Outcome.Held)?.Hold.Code, Is.EqualTo("NoCreditRecords"));
        Assert.That(emsp.Requests, Is.Empty);
    }

    [Test]
    public async Task A_hub_that_wants_it_is_addressed_itself()
    {
        partner = TestPartners.Partner("hub", [new(Role.HUB, new PartyId("FR", "107"))],
            ("VersionsUrl", emsp.Address + "/ocpi/versions"), ("OutboundToken", "our-token"), ("AddressHub", "true"));
        await protocol.SendAsync(Owed(), default);

        var headers = emsp.Posts.Single().Headers;
        Assert.That((headers["OCPI-from-party-id"], headers["OCPI-to-country-code"], headers["OCPI-to-party-id"]), Is.EqualTo(("798", "FR", "107")));
    }

    [Test]
    public async Task The_headers_name_both_parties_and_both_ids()
    {
        var delivery = Owed();
        await protocol.SendAsync(delivery, default);
        await protocol.SendAsync(delivery with { Attempt = 2 }, default);

        var (first, second) = (emsp.Posts.First().Headers, emsp.Posts.Last().Headers);
        Assert.That((first["Authorization"], first["Content-Type"]), Is.EqualTo(("Token b3VyLXRva2Vu", "application/json")));
        Assert.That((first["OCPI-from-country-code"], first["OCPI-from-party-id"], first["OCPI-to-country-code"], first["OCPI-to-party-id"]), Is.EqualTo(("FR", "798", "DE", "ABC")));
        Assert.That(first["X-Correlation-ID"], Is.EqualTo(delivery.Id.ToString()).And.EqualTo(second["X-Correlation-ID"]));
        Assert.That(first["X-Request-ID"], Is.Not.EqualTo(second["X-Request-ID"]));
        Assert.That(emsp.Gets.All(g => g.Headers.ContainsKey("X-Request-ID") && g.Headers.ContainsKey("X-Correlation-ID")));
        Assert.That(emsp.Gets.SelectMany(g => g.Headers.Keys).Where(h => h.StartsWith("OCPI-", StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task Addresses_are_asked_for_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => protocol.SendAsync(Owed(), default)));

        Assert.That((emsp.Gets.Count(), emsp.Posts.Count()), Is.EqualTo((2, 8)));
    }

    [TestCase(404)]
    [TestCase(405)]
    public async Task A_module_that_has_moved_is_found_again_within_the_same_attempt(int status)
    {
        await protocol.SendAsync(Owed(), default);
        var old = emsp.CdrsPath;
        emsp.CdrsPath = "/theirs/moved";
        emsp.OnPost = request => request.Line.Contains(old, StringComparison.Ordinal)
            ? StandInEmsp.Answer(status, "")
            : StandInEmsp.Answer(200, """{"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""");

        Assert.That(await protocol.SendAsync(Owed(), default), Is.InstanceOf<Outcome.Delivered>());
        Assert.That(emsp.Posts.Last().Line, Does.Contain("/theirs/moved"));
    }

    [Test]
    public async Task A_partner_that_is_down_is_unreachable_and_its_addresses_are_asked_for_again_later()
    {
        var delivery = Owed();
        await emsp.DisposeAsync();
        var outcome = await protocol.SendAsync(delivery, default);

        Assert.That(outcome, Is.InstanceOf<Outcome.Unreachable>().With.Property("PausePartner").False);
        Assert.That((outcome.Sent, outcome.Answer), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public async Task A_partner_that_went_down_after_it_was_found_is_unreachable()
    {
        var delivery = Owed();
        emsp.OnPost = _ => StandInEmsp.Answer(200, """{"status_code":1000,"timestamp":"2026-05-04T12:00:00Z"}""", "Connection: close");
        await protocol.SendAsync(delivery, default);
        await emsp.DisposeAsync();

        Assert.That(await protocol.SendAsync(delivery, default), Is.InstanceOf<Outcome.Unreachable>());
    }

    [Test]
    public async Task A_partner_that_is_slow_leaves_it_in_doubt()
    {
        var delivery = Owed();
        await protocol.SendAsync(delivery, default);
        var outcome = await RunOutOfTimeAsync(delivery);

        Assert.That(outcome, Is.InstanceOf<Outcome.InDoubt>().With.Property("Text").Contains("no answer within 30 s"));
        Assert.That(outcome.Sent, Is.EqualTo(emsp.Posts.Last().Body));
    }

    [Test]
    public async Task A_partner_that_is_slow_with_its_versions_is_unreachable()
    {
        var outcome = await RunOutOfTimeAsync(Owed());

        Assert.That(outcome, Is.InstanceOf<Outcome.Unreachable>().With.Property("Text").Contains("no answer within 30 s"));
        Assert.That(emsp.Posts, Is.Empty);
    }

    [Test]
    public async Task A_connection_that_is_dropped_after_the_body_leaves_it_in_doubt()
    {
        emsp.OnPost = _ => null;
        var outcome = await protocol.SendAsync(Owed(), default);

        Assert.That(outcome, Is.InstanceOf<Outcome.InDoubt>());
        Assert.That(emsp.Posts.Count(), Is.EqualTo(1), "it is not said twice behind the journal's back");
    }

    [Test]
    public async Task A_module_that_the_partner_lacks_holds_it()
    {
        emsp.OnDetails = _ => StandInEmsp.Answer(200, StandInEmsp.Data($$"""{"version":"2.2.1","endpoints":[{"identifier":"cdrs","role":"SENDER","url":"{{emsp.Address}}/s"}]}"""));

        Assert.That(HoldCode(await protocol.SendAsync(Owed(), default)), Is.EqualTo("NoModule"));
    }

    [Test]
    public async Task A_token_is_not_sent_in_the_clear_to_an_address_that_a_partner_names()
    {
        emsp.OnDetails = _ => StandInEmsp.Answer(200, StandInEmsp.Data("""{"version":"2.2.1","endpoints":[{"identifier":"cdrs","role":"RECEIVER","url":"http://volt.example/cdrs"}]}"""));
        var toModule = await protocol.SendAsync(Owed(), default);
        emsp.OnVersions = _ => StandInEmsp.Answer(200, StandInEmsp.Data("""[{"version":"2.2.1","url":"http://volt.example/2.2.1"}]"""));
        var toDetails = await protocol.SendAsync(Owed(), default);

        Assert.That(HoldCode(toModule), Is.EqualTo("NoModule"));
        Assert.That(toDetails, Is.InstanceOf<Outcome.Unreachable>().With.Property("Text").Contains("no https address"));
    }

    [Test]
    public async Task A_version_that_the_partner_lacks_holds_it()
    {
        emsp.OnVersions = _ => StandInEmsp.Answer(200, StandInEmsp.Data($$"""[{"version":"2.1.1","url":"{{emsp.Address}}/x"}]"""));

        Assert.That(HoldCode(await protocol.SendAsync(Owed(), default)), Is.EqualTo("NoVersion"));
    }

    [Test]
    public async Task A_partner_without_an_address_holds_it_until_the_settings_change()
    {
        var silent = TestPartners.Partner("volt", [TestPartners.Emsp("DE*ABC")], ("InboundToken", "theirs"));
        var outcome = await protocol.SendAsync(Owed() with { Partner = silent }, default);

        Assert.That(((Outcome.Held)outcome).Hold.WaitsFor, Is.EqualTo("settings"));
    }

    [TestCase(401)]
    [TestCase(403)]
    public async Task A_partner_that_does_not_know_us_at_its_versions_is_paused(int status)
    {
        emsp.OnVersions = _ => StandInEmsp.Answer(status, "");

        Assert.That(await protocol.SendAsync(Owed(), default), Is.InstanceOf<Outcome.Unreachable>().With.Property("PausePartner").True);
    }

    [TestCase("<html>come back later</html>")]
    [TestCase("""{"status_code":2000,"status_message":"no","timestamp":"2026-05-04T12:00:00Z"}""")]
    public async Task Versions_that_tell_nothing_refuse_nothing(string body)
    {
        emsp.OnVersions = _ => StandInEmsp.Answer(200, body);

        Assert.That(await protocol.SendAsync(Owed(), default), Is.InstanceOf<Outcome.Unreachable>());
    }

    [Test]
    public async Task Our_token_does_not_come_into_the_journal_by_way_of_an_answer()
    {
        emsp.OnPost = request => StandInEmsp.Answer(400, $"you said {request.Headers["Authorization"]}, that is our-token");
        var outcome = await protocol.SendAsync(Owed(), default);

        Assert.That(outcome.Answer, Does.EndWith("you said Token ***, that is ***"));
    }

    [Test]
    public async Task What_the_steps_supplied_is_among_the_losses()
    {
        var supplied = new Loss(LossKind.Supplied, "total_cost", "the agreement's policy");
        var outcome = await protocol.SendAsync(Owed() with { Supplied = [supplied] }, default);

        Assert.That(outcome.Losses, Has.Member(supplied));
    }

    private static string? HoldCode(Outcome outcome) => (outcome as Outcome.Held)?.Hold.Code;

    /// <summary>Sends it to a partner that takes the next request and then says nothing.</summary>
    private async Task<Outcome> RunOutOfTimeAsync(Delivery delivery)
    {
        var never = new TaskCompletionSource();
        emsp.Waits = never.Task;
        var before = emsp.Requests.Count;
        var sending = protocol.SendAsync(delivery, default);
        Assert.That(() => emsp.Requests.Count > before, Is.True.After(20_000, 5));
        clock.RunOut();
        var outcome = await sending;
        never.SetResult();
        return outcome;
    }

    private Delivery Owed()
    {
        var mapping = TestMappings.All.Current.Find("ocpi-2.2.1", "charge-detail-record")!;
        var document = Document.FromJson(System.Text.Encoding.UTF8.GetBytes(Cdrs.Whole), out _)!;
        var issued = new ChargeDetailRecordIssued { Record = (ChargeDetailRecord)mapping.Read(document, document.Root, ReadContext.Default).Message! };
        return new Delivery
        {
            Id = Guid.NewGuid(),
            Partner = partner ??= TestPartners.Partner("volt", [TestPartners.Emsp("DE*ABC")],
                [("VersionsUrl", emsp.Address + "/ocpi/versions"), ("OutboundToken", "our-token")]),
            Operation = protocol.Operations.Single(o => o is { Said: true } && o.Message == typeof(ChargeDetailRecordIssued)),
            Heard = issued,
            Message = issued,
            Mapping = mapping,
            Mappings = TestMappings.All.Current,
            From = new PartyId("FR", "798"),
            To = new PartyId("DE", "ABC"),
        };
    }
}
