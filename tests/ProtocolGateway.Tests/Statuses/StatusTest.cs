using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Statuses;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Statuses;

/// <summary>A gateway with a CPO, and a hub behind which the eMSP is.</summary>
public abstract class StatusTest(JournalProvider provider) : JournalTest(provider)
{
    protected const string First = "FR*798*E1234*1", Second = "FR*798*E1234*2";

    private protected static readonly Partner Hub = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new("FR", "107"))) with
    {
        Reaches = [new(Role.EMSP, Samples.Emsp)],
    };

    private protected GatewayUnderTest Gateway { get; private set; } = null!;

    private protected DateTimeOffset Now => Gateway.Time.GetUtcNow();

    [SetUp]
    public void Open()
    {
        Gateway = new(partners: Partners(), agreements: Agreements());
        Gateway.Directory.Put(Location(First, Second));
    }

    [TearDown]
    public async Task CloseAsync() => await Gateway.DisposeAsync();

    private protected virtual IReadOnlyList<Partner> Partners() => [Samples.CpoPartner, Hub];

    private protected virtual IReadOnlyList<Agreement> Agreements() => [new Agreement()];

    private protected static Location Location(params string[] evses) => new()
    {
        Party = Samples.Cpo,
        Id = "FR798P1234",
        LastUpdated = Samples.Start,
        Evses = [.. evses.Select((id, i) => new Evse { Uid = $"{i}", EvseId = id, Connectors = [new() { Id = $"FR*798*X1234*{i + 1}*1" }] })],
    };

    private protected static EvseStatusReport Available(AvailabilityStatus status, DateTimeOffset at, string id = First) => new()
    {
        Party = Samples.Cpo,
        EvseId = id,
        Availability = new() { Status = status, ChangedAt = at },
    };

    private protected static EvseStatusReport Used(BusyStatus status, DateTimeOffset at, string id = First) => new()
    {
        Party = Samples.Cpo,
        EvseId = id,
        Busy = new() { Status = status, ChangedAt = at },
    };

    private protected Task<StatusTaking> ReportAsync(EvseStatusReport report, Partner? from = null, string body = "<body/>") =>
        Gateway.Get<IEvseStates>().ReportAsync(
            new()
            {
                Heard = Samples.Said("Status", from ?? Samples.CpoPartner, body),
                Reading = new(report, [], null, []),
                Answer = taking => taking is StatusTaking.Taken taken ? $"taken, {(taken.Known ? "known" : "unknown")}" : taking.ToString(),
            },
            CancellationToken.None);

    /// <summary>Lets what was reported become stable, and says what is owed.</summary>
    private protected async Task SettleAsync()
    {
        await BecomeOwedAsync();
        await Gateway.DeliverAsync();
    }

    private protected async Task BecomeOwedAsync()
    {
        Gateway.Time.Advance(TimeSpan.FromSeconds(1));
        await Gateway.Get<StatusOwing>().OweAsync(CancellationToken.None);
    }

    private protected Task FollowAsync() => Gateway.Get<StatusArrivals>().FollowAsync(CancellationToken.None);

    /// <summary>What the hub was told, in order: <c>AVAILABLE: IN_SERVICE FREE</c>.</summary>
    private protected IReadOnlyList<string> Told() => [.. Gateway.Protocol.Said.Select(d => Text(((EvseStatusChanged)d.Message).Report))];

    private protected static string Text(EvseStatusReport report) =>
        $"{report.EvseId} {report.Status}: {report.Availability?.Status.ToString() ?? "-"} {report.Busy?.Status.ToString() ?? "-"}";
}
