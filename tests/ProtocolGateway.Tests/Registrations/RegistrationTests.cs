using ProtocolGateway.Exchanges;
using ProtocolGateway.Partners;
using ProtocolGateway.Registrations;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Registrations;

/// <summary>What is agreed with partners, on one journal for two nodes.</summary>
public sealed class RegistrationTests(JournalProvider provider) : JournalTest(provider)
{
    private static readonly byte[] A = [1], B = [2], C = [3], Spent = [9];

    private string folder = "";
    private ManualTime time = null!;
    private GatewayUnderTest node = null!;
    private GatewayUnderTest other = null!;

    private static Partner Partner => Samples.EmspPartner;

    private IRegistrations Here => node.Get<IRegistrations>();

    private IRegistrations There => other.Get<IRegistrations>();

    [SetUp]
    public async Task MakeAsync()
    {
        folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        time = new ManualTime();
        (node, other) = (NewNode(), NewNode());
        await node.Get<Heartbeat>().BeatAsync();
        await other.Get<Heartbeat>().BeatAsync();
    }

    [TearDown]
    public async Task RemoveAsync()
    {
        await node.DisposeAsync();
        await other.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task What_one_node_agrees_on_the_other_reads()
    {
        await AgreeAsync(A, "ours");
        var read = (await There.ReadAsync(CancellationToken.None))!.Single();

        Assert.That((read.PartnerId, read.IsRegistered, read.Version, read.VersionsUrl, read.TokenForm), Is.EqualTo((Partner.Id, true, "2.2.1", "https://volt.example/versions", "Base64")));
        Assert.That((read.Inbound, read.Outbound, read.Spent, read.Pending, read.Former), Is.EqualTo((A, "ours", Spent, default(byte[]), default(byte[]))));
    }

    [Test]
    public async Task The_token_before_the_last_is_kept_until_the_new_one_is_confirmed()
    {
        await AgreeAsync(A, "ours");
        await AgreeAsync(B, "ours too");
        var read = (await There.ReadAsync(CancellationToken.None))!.Single();
        Assert.That((read.Inbound, read.Former, read.FormerUntil), Is.EqualTo((B, A, time.GetUtcNow().AddMinutes(10))));

        await There.ConfirmAsync(Partner, A);
        Assert.That((await Here.ReadAsync(CancellationToken.None))!.Single().Former, Is.EqualTo(A), "it was not the new one");
        await There.ConfirmAsync(Partner, B);
        Assert.That((await Here.ReadAsync(CancellationToken.None))!.Single().Former, Is.Null);
    }

    [Test]
    public async Task What_was_offered_and_perhaps_taken_outlives_the_next_attempt()
    {
        await AgreeAsync(A, "ours");
        var claim = await Here.ClaimAsync(Partner, B);
        await Here.FailAsync(claim!, "nobody answered", doubt: true);
        time.Advance(TimeSpan.FromMinutes(1));
        claim = await Here.ClaimAsync(Partner, C);
        await Here.FailAsync(claim!, "they said no", doubt: false);

        var read = (await There.ReadAsync(CancellationToken.None))!.Single();
        Assert.That((read.Inbound, read.Former, read.Pending, read.Failures, read.Reason), Is.EqualTo((A, B, default(byte[]), 2, "they said no")));
    }

    [Test]
    public async Task One_handshake_is_under_way_among_all_nodes()
    {
        var claim = await Here.ClaimAsync(Partner, A);
        Assert.That(await Here.ClaimAsync(Partner, B), Is.Null);
        // Who has an embedded journal has it alone: another node's claim is of an earlier start.
        if (JournalUnderTest.Provider == JournalProvider.Postgres) Assert.That(await There.ClaimAsync(Partner, B), Is.Null);

        await Here.ReleaseAsync(claim!);
        Assert.That(await There.ClaimAsync(Partner, B), Is.Not.Null);
    }

    [Test]
    public async Task What_was_claimed_too_long_ago_settles_nothing()
    {
        var claim = await Here.ClaimAsync(Partner, A);
        time.Advance(TimeSpan.FromMinutes(4));
        await There.ClaimAsync(Partner, B);

        Assert.That(await Here.SettleAsync(claim!, Agreed(A, "ours")), Is.False);
        Assert.That((await Here.ReadAsync(CancellationToken.None))!.Single().IsRegistered, Is.False);
    }

    [Test]
    public async Task An_end_leaves_nothing_but_the_spent_token()
    {
        await AgreeAsync(A, "ours");
        Assert.That(await There.EndAsync(Partner, Spent), Is.True);

        var read = (await Here.ReadAsync(CancellationToken.None))!.Single();
        Assert.That((read.IsRegistered, read.Inbound, read.Former, read.Outbound, read.VersionsUrl, read.Spent),
            Is.EqualTo((false, default(byte[]), default(byte[]), default(string), default(string), Spent)));
    }

    private async Task AgreeAsync(byte[] inbound, string outbound) =>
        Assert.That(await Here.SettleAsync((await Here.ClaimAsync(Partner, null))!, Agreed(inbound, outbound)), Is.True);

    private static Agreed Agreed(byte[] inbound, string outbound) => new("2.2.1", "https://volt.example/versions", "Base64", inbound, outbound, Spent);

    private GatewayUnderTest NewNode() => new(folder, [Samples.CpoPartner, Samples.EmspPartner], time: time);
}
