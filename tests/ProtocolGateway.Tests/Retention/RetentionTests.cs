using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Retention;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Retention;

public sealed class RetentionTests(JournalProvider provider) : JournalTest(provider)
{
    private const string Uid = "04A2B3C4", Contract = "DE-ABC-C12345678-X", Pseudonym = "^#[0-9a-f]{20}$";

    [Test]
    public async Task Documents_of_what_is_settled_go_and_what_they_mean_stays()
    {
        await using var gateway = new GatewayUnderTest();
        gateway.Protocol.Next(new Outcome.Delivered() { Sent = "sent", Answer = "answered", Losses = [new(LossKind.Untold, "remark", "no place")] });
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromDays(90) + TimeSpan.FromMinutes(1));

        await KeepAsync(gateway);

        await using var journal = gateway.Journal();
        var (exchange, move) = (await journal.Exchanges.SingleAsync(), await journal.Moves.SingleAsync());
        Assert.Multiple(() =>
        {
            Assert.That((exchange.Body, exchange.Headers, exchange.Answer), Is.EqualTo((Array.Empty<byte>(), "", (string?)null)));
            Assert.That((move.Sent, move.Answer, LossJson.Read(move.Losses).Count, move.Cause), Is.EqualTo(((string?)null, (string?)null, 1, "taken")));
            Assert.That(((ChargeDetailRecord)CanonicalJson.Read(exchange.Canonical, typeof(ChargeDetailRecord))).CdrToken!.Uid, Is.EqualTo(Uid));
        });
    }

    [Test]
    public async Task What_is_younger_is_left_alone()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromDays(89));

        await KeepAsync(gateway);

        await using var journal = gateway.Journal();
        Assert.That((await journal.Exchanges.SingleAsync()).Body, Is.Not.Empty);
    }

    [Test]
    public async Task What_is_held_keeps_its_bytes_until_it_is_settled()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1"), hold: new("UnmappedCode", "a code", "mapping:scripted")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2")));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromDays(91));

        await KeepAsync(gateway);
        Assert.That(Bodies(gateway), Is.EqualTo(new[] { 7, 0 }));
        await gateway.Actions.DropAsync(gateway.Deliveries()[0].Id, "a test", CancellationToken.None);
        await KeepAsync(gateway);

        Assert.That(Bodies(gateway), Is.EqualTo(new[] { 0, 0 }));
    }

    [Test]
    public async Task Personal_data_become_pseudonyms_that_tell_cards_apart()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-1")));
        await gateway.AcceptAsync(Samples.Heard(Samples.Record("S-2")));
        var other = Samples.Record("S-3");
        await gateway.AcceptAsync(Samples.Heard(other with { CdrToken = other.CdrToken! with { Uid = "04FFFFFF" } }));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromDays(401));

        await KeepAsync(gateway);

        await using var journal = gateway.Journal();
        var tokens = journal.Exchanges.OrderBy(e => e.FactKey).AsEnumerable()
            .Select(e => ((ChargeDetailRecord)CanonicalJson.Read(e.Canonical, typeof(ChargeDetailRecord))).CdrToken!).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(tokens.SelectMany(t => new[] { t.Uid, t.ContractId }), Is.All.Match(Pseudonym));
            Assert.That(tokens[1].Uid, Is.EqualTo(tokens[0].Uid));
            Assert.That(tokens[2].Uid, Is.Not.EqualTo(tokens[0].Uid));
            Assert.That(tokens[0].Party, Is.EqualTo(Samples.Emsp));
        });
    }

    [Test]
    public async Task A_repeat_is_known_and_another_content_refused_after_everything_is_gone()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromDays(401));
        await KeepAsync(gateway);

        var repeat = await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { LastUpdated = Samples.Start.AddYears(2) }));
        var different = await gateway.AcceptAsync(Samples.Heard(Samples.Record() with { TotalEnergy = 99m }));

        Assert.Multiple(() =>
        {
            Assert.That(repeat, Is.InstanceOf<Acceptance.Accepted>().With.Property(nameof(Acceptance.Accepted.Repeat)).True);
            Assert.That(different, Is.InstanceOf<Acceptance.Refused>());
            Assert.That(gateway.Deliveries(), Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_record_is_still_found_by_whoever_asks_for_it()
    {
        await using var gateway = new GatewayUnderTest();
        await gateway.AcceptAsync(Samples.Heard(Samples.Record()));
        await gateway.DeliverAsync();
        gateway.Time.Advance(TimeSpan.FromDays(401));
        await KeepAsync(gateway);

        var found = await gateway.Get<Archive>().FindAsync(
            Samples.CpoPartner, new FindChargeDetailRecords { AskedBy = Samples.Cpo, SessionId = "S-1" }, CancellationToken.None);

        Assert.That(found.Records.Select(r => (r.Id, r.TotalEnergy, r.TotalCost!.BeforeTaxes)), Is.EqualTo(new[] { ("S-1", 12.5m, 4.20m) }));
    }

    [Test]
    public async Task Nothing_that_tells_the_card_is_left_anywhere()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("journal-").FullName;
        await using (var gateway = new GatewayUnderTest(folder))
        {
            for (var i = 0; i < 300; i++)
            {
                var heard = Samples.Heard(Samples.Record($"S-{i}"), hold: i % 3 == 0 ? new("NoContract", $"Nobody knows {Uid}.", $"token:RFID:{Uid}") : null);
                await gateway.AcceptAsync(heard with { Heard = heard.Heard with { Body = Encoding.UTF8.GetBytes($"<userId>{Uid}</userId><contract>{Contract}</contract>") } });
            }
            gateway.Protocol.Next(new Outcome.Refused("2001", $"The token {Uid} is unknown.") { Sent = $"sent {Uid}", Answer = $"{Contract}?" });
            await gateway.DeliverAsync();
            foreach (var held in gateway.Deliveries().Where(d => d.State == DeliveryState.Held))
                await gateway.Actions.DropAsync(held.Id, $"nobody has {Uid}", CancellationToken.None);
            Assert.That(Everything(gateway, folder), Does.Contain(Uid).And.Contain(Contract), "or the search would prove nothing");
            gateway.Time.Advance(TimeSpan.FromDays(401));
            await KeepAsync(gateway);
            Assert.That(Rows(gateway), Does.Not.Contain(Uid).And.Not.Contain(Contract));
        }

        var files = Files(folder);
        Assert.That(Around(files, Uid).Concat(Around(files, Contract)), Is.Empty);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private static async Task KeepAsync(GatewayUnderTest gateway)
    {
        var keeper = new RetentionKeeper(gateway.Get<JournalDatabase>(), gateway.Get<JournalWriter>(), RetentionSettings.Default, gateway.Time, NullLogger<RetentionKeeper>.Instance);
        Assert.That(await keeper.RunAsync(CancellationToken.None), Is.True);
    }

    private static int[] Bodies(GatewayUnderTest gateway)
    {
        using var journal = gateway.Journal();
        return [.. journal.Exchanges.OrderBy(e => e.FactKey).AsEnumerable().Select(e => e.Body.Length)];
    }

    /// <summary>Where a text stands, with what stands around it.</summary>
    private static IEnumerable<string> Around(string files, string text)
    {
        for (var at = files.IndexOf(text, StringComparison.Ordinal); at >= 0; at = files.IndexOf(text, at + 1, StringComparison.Ordinal))
            yield return files[Math.Max(0, at - 100)..Math.Min(files.Length, at + 60)];
    }

    private static string Everything(GatewayUnderTest gateway, string folder) => Rows(gateway) + Files(folder);

    /// <summary>Every text and every blob of every row.</summary>
    private static string Rows(GatewayUnderTest gateway)
    {
        using var journal = gateway.Journal();
        var text = new StringBuilder();
        foreach (var type in journal.Model.GetEntityTypes())
        {
            using var command = journal.Database.GetDbConnection().CreateCommand();
            journal.Database.OpenConnection();
#pragma warning disable CA2100 // A table of the model.
            command.CommandText = $"SELECT * FROM {type.GetTableName()}";
#pragma warning restore CA2100
            using var rows = command.ExecuteReader();
            while (rows.Read())
                for (var i = 0; i < rows.FieldCount; i++) text.Append(rows[i] is byte[] bytes ? Encoding.Latin1.GetString(bytes) : rows[i].ToString()).Append('\n');
        }
        return text.ToString();
    }

    private static string Files(string folder) =>
        string.Concat(System.IO.Directory.GetFiles(folder).Select(f =>
        {
            using var file = new FileStream(f, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, Encoding.Latin1);
            return reader.ReadToEnd();
        }));
}
