using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Ocpi.Tests.Outbound;

/// <summary>A partner that asks for patience, or answers nonsense, over a real connection.</summary>
public sealed class PatienceTests
{
    private StandInEmsp emsp = null!;
    private OcpiProtocol protocol = null!;

    [SetUp]
    public void Start()
    {
        emsp = new StandInEmsp();
        protocol = new OcpiProtocol(TestMappings.All, TimeProvider.System, NullLogger<OcpiProtocol>.Instance);
    }

    [TearDown]
    public async Task Stop()
    {
        protocol.Dispose();
        await emsp.DisposeAsync();
    }

    [TestCase(429, "Retry-After: 7", 7)]
    [TestCase(503, "Retry-After: 7", 7)]
    [TestCase(500, "Retry-After: 7", 7)]
    [TestCase(429, "X-Nothing: 7", 5)]
    [TestCase(503, "X-Nothing: 7", null)]
    [TestCase(429, "Retry-After: soon", 5)]
    public async Task Is_left_alone_for_as_long_as_it_says(int status, string header, int? seconds)
    {
        emsp.OnPost = _ => StandInEmsp.Answer(status, "", header);

        Assert.That((await SendAsync() as Outcome.Unreachable)?.RetryAfter?.TotalSeconds, Is.EqualTo(seconds));
    }

    [TestCase(429)]
    [TestCase(503)]
    public async Task May_say_it_by_an_instant(int status)
    {
        emsp.OnPost = _ => StandInEmsp.Answer(status, "", $"Retry-After: {DateTimeOffset.UtcNow.AddSeconds(100):R}");

        Assert.That((await SendAsync() as Outcome.Unreachable)?.RetryAfter?.TotalSeconds, Is.InRange(90, 100));
    }

    [Test]
    public async Task May_say_it_where_its_versions_are()
    {
        emsp.OnVersions = _ => StandInEmsp.Answer(429, "", "Retry-After: 9");

        Assert.That((await SendAsync() as Outcome.Unreachable)?.RetryAfter?.TotalSeconds, Is.EqualTo(9));
    }

    [TestCase(200, """{"status_code":10""")]
    [TestCase(201, "<html><body>Thank you</body></html>")]
    public async Task Leaves_a_success_in_doubt_that_nobody_can_read(int status, string body)
    {
        emsp.OnPost = _ => StandInEmsp.Answer(status, body);

        var outcome = await SendAsync();
        Assert.That(outcome, Is.TypeOf<Outcome.InDoubt>());
        Assert.That(outcome.Answer, Does.EndWith(body));
    }

    private Task<Outcome> SendAsync()
    {
        var mapping = TestMappings.All.Current.Find("ocpi-2.2.1", "charge-detail-record")!;
        var document = Document.FromJson(Encoding.UTF8.GetBytes(Cdrs.Whole), out _)!;
        var issued = new ChargeDetailRecordIssued { Record = (ChargeDetailRecord)mapping.Read(document, document.Root, ReadContext.Default).Message! };
        return protocol.SendAsync(new Delivery
        {
            Id = Guid.NewGuid(),
            Partner = TestPartners.Partner("volt", [TestPartners.Emsp("DE*ABC")], ("VersionsUrl", emsp.Address + "/ocpi/versions"), ("OutboundToken", "our-token")),
            Operation = protocol.Operations.Single(o => o is { Said: true } && o.Message == typeof(ChargeDetailRecordIssued)),
            Heard = issued,
            Message = issued,
            Mapping = mapping,
            Mappings = TestMappings.All.Current,
            From = new PartyId("FR", "798"),
            To = new PartyId("DE", "ABC"),
        }, default);
    }
}
