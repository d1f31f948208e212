using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.PartyStatuses;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.PartyStatuses;

/// <summary>How parties stand, on one journal for two nodes.</summary>
public sealed class PartyStatusTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly Partner Hub = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new("DE", "HUB"))) with { Reaches = [new(Role.EMSP, new("NL", "XYZ"))] };

    private string folder = "";
    private ManualTime time = null!;
    private GatewayUnderTest node = null!;
    private GatewayUnderTest other = null!;

    private static PartnerRole Cpo => Samples.CpoPartner.Roles[0];

    private IPartyStatuses Here => node.Get<IPartyStatuses>();

    private IPartyStatuses There => other.Get<IPartyStatuses>();

    [SetUp]
    public async Task MakeAsync()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        time = new ManualTime();
        (node, other) = (NewNode(), NewNode());
        await Here.RefreshAsync(CancellationToken.None);
        await There.RefreshAsync(CancellationToken.None);
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await node.DisposeAsync();
        await other.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task A_change_is_dated_once_and_told_by_one_node()
    {
        var began = time.GetUtcNow();
        Assert.That(await Here.FindUntoldAsync(Hub, [Cpo], CancellationToken.None), Is.Empty, "what it finds in the list is no news");
        time.Advance(TimeSpan.FromMinutes(1));
        await node.Get<IPartnerActions>().PauseAsync(Samples.CpoPartner.Id, "works", CancellationToken.None);
        await Here.RefreshAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(1));
        await There.RefreshAsync(CancellationToken.None);

        Assert.That((StatusOf(Here), StatusOf(There)), Is.EqualTo(((ConnectionStatus.OFFLINE, began.AddMinutes(1)), (ConnectionStatus.OFFLINE, began.AddMinutes(1)))));
        var (mine, theirs) = (await Here.FindUntoldAsync(Hub, [Cpo], CancellationToken.None), await There.FindUntoldAsync(Hub, [Cpo], CancellationToken.None));
        Assert.That((mine.Count, theirs.Count, mine[0].Before), Is.EqualTo((1, 1, ConnectionStatus.CONNECTED)));
        Assert.That((await Here.TellAsync(Hub, mine[0]), await There.TellAsync(Hub, theirs[0])), Is.EqualTo((true, false)));

        await Here.UntellAsync(Hub, mine[0]);
        Assert.That(await There.FindUntoldAsync(Hub, [Cpo], CancellationToken.None), Has.Count.EqualTo(1), "it was not told after all");
    }

    [Test]
    public async Task What_a_hub_tells_counts_until_it_tells_something_newer()
    {
        await Here.HearAsync(Hub, [Told(ConnectionStatus.SUSPENDED, 2)]);
        await Here.HearAsync(Hub, [Told(ConnectionStatus.CONNECTED, 1)]);
        await There.RefreshAsync(CancellationToken.None);
        Assert.That((There.IsAway(Hub, new("NL", "XYZ")), There.IsAway(Hub, new("NL", "ABC"))), Is.EqualTo((true, false)));

        await Here.HearAsync(Hub, [Told(ConnectionStatus.CONNECTED, 3)]);
        await There.RefreshAsync(CancellationToken.None);
        Assert.That(There.IsAway(Hub, new("NL", "XYZ")), Is.False);
    }

    private static (ConnectionStatus?, DateTimeOffset?) StatusOf(IPartyStatuses statuses)
    {
        var status = statuses.Now.Single(s => Cpo.Party.Equals(s.Party));
        return (status.Status, status.LastUpdated);
    }

    private PartyStatus Told(ConnectionStatus status, int minute) =>
        new() { Party = new("NL", "XYZ"), Role = PartyRole.EMSP, Status = status, LastUpdated = time.GetUtcNow().AddMinutes(minute) };

    private GatewayUnderTest NewNode() => new(folder, [Samples.CpoPartner, Samples.EmspPartner, Hub], time: time);
}
