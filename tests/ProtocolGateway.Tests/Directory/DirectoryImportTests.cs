using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Tests.Steps;

namespace ProtocolGateway.Tests.Directory;

public sealed class DirectoryImportTests
{
    private static readonly DateTimeOffset March = Some.At("2026-03-15T00:00:00Z");

    private JournalFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new JournalFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    [Test]
    public void The_arrival_of_a_location_is_announced_for_each_EVSE()
    {
        folder.ImportLocations(Some.Location with { Evses = [Some.Evse, new Evse { Uid = "b", EvseId = "FR*798*E2" }, new Evse { Uid = "nameless" }] });

        Assert.That(folder.Changes(), Is.EqualTo(new[]
        {
            "location:FR798EHALLES01", "evse-uid:FR798:3256", "location:FR798E2", "evse-uid:FR798:B", "evse-uid:FR798:NAMELESS",
        }));
    }

    [Test]
    public void The_arrival_of_a_token_is_announced_with_its_contract()
    {
        folder.ImportTokens(Some.Token with { Uid = "04a2b3c4d5e680" });

        Assert.That(folder.Changes(), Is.EqualTo(new[] { "token:RFID:04A2B3C4D5E680", "contract:DEABCC123456789" }));
    }

    [Test]
    public void The_arrival_of_a_user_is_announced_under_each_type_that_it_may_be_asked_for_by()
    {
        folder.ImportTokens(Some.Token with { Uid = "u-1", Type = TokenType.APP_USER, ContractId = null });

        Assert.That(folder.Changes(), Is.EqualTo(new[] { "token:AD_HOC_USER:U1", "token:APP_USER:U1", "token:EMAID:U1", "token:OTHER:U1" }));
    }

    [Test]
    public void Bad_rows_are_listed_and_the_others_are_taken()
    {
        var report = folder.ImportLocations($$"""
            [
              {{Row(Some.Location with { Id = "A" })}},
              {{Row(Some.Location with { Party = Some.Party("FR999") })}},
              17,
              { "party": { "country_code": "FR", "id": "798" }, "id": 5 },
              {{Row(Some.Location with { Id = null, Evses = [Some.Evse, Some.Evse, new Evse()] })}},
              {{Row(Some.Location with { Name = "unmapped" })}},
              null,
              {{Row(Some.Location with { Party = null })}},
              {{Row(Some.Location with { Id = "B" })}}
            ]
            """);

        Assert.That(report.Bad.Select(b => b.ToString()), Is.EqualTo(new[]
        {
            "row 2: country_code, party_id: FR*999 is no CPO of partner 'acme'; expected one of FR*798",
            "row 3: Number was found; expected an object { ... }",
            "row 4: $.id: no value of its kind",
            "row 5: id: missing",
            "row 5: evses/uid: '3256' stands there twice; expected each EVSE once",
            "row 5: evses/uid: missing",
            "row 6: a code is unknown",
            "row 7: Null was found; expected an object { ... }",
            "row 8: country_code, party_id: missing",
        }));
        Assert.That((report.Taken, report.Failure), Is.EqualTo((2, (string?)null)));
    }

    [Test]
    public void A_token_of_a_party_that_is_no_eMSP_of_the_partner_is_bad() =>
        Assert.That(folder.ImportTokens(Some.Token with { Party = Some.Party("FR798") }).Bad.Single().ToString(),
            Is.EqualTo("row 1: country_code, party_id: FR*798 is no EMSP of partner 'acme'; expected one of DE*ABC, FR*XYZ"));

    [Test]
    public void Of_two_rows_of_one_location_the_last_counts()
    {
        var report = folder.ImportLocations(Some.Location, Some.Location with { Id = "halles", Name = "The last" });

        Assert.That(report.Notes.Select(n => n.ToString()), Is.EqualTo(new[] { "row 2: the same as row 1; the later one counts" }));
        Assert.That((Find(Some.Evse.EvseId!)!.Location.Name, report.Bad.Count), Is.EqualTo(("The last", 0)));
    }

    [Test]
    public void Of_two_rows_of_one_token_the_last_counts()
    {
        var report = folder.ImportTokens(Some.Token, Some.Token with { ContractId = "C-2" });

        Assert.That(report.Notes.Select(n => n.ToString()), Is.EqualTo(new[] { "row 2: the same as row 1; the later one counts" }));
        using var directory = new JournalDirectory(folder.Open(), TimeProvider.System);
        Assert.That(directory.FindTokensAsync(Some.Token.Uid!, TokenType.RFID, default).AsTask().Result.Single().ContractId, Is.EqualTo("C-2"));
    }

    [TestCase("{ \"data\": [] }")]
    [TestCase("17")]
    [TestCase("")]
    [TestCase("id;name\n1;2")]
    public void A_file_that_is_no_array_is_told_so(string file)
    {
        var report = folder.ImportLocations(file);

        Assert.That(report.Failure, Does.StartWith("the file is no JSON array (line "));
    }

    [Test]
    public void What_stands_before_broken_JSON_is_taken()
    {
        var report = folder.ImportLocations($"[{Row(Some.Location)},\n{{ \"id\": ");

        Assert.That((report.Taken, report.Failure), Is.EqualTo((1, "not JSON from line 2, position 9 on; read until then: 1 rows")));
        Assert.That(Find(Some.Evse.EvseId!), Is.Not.Null);
    }

    [Test]
    public void A_file_that_begins_with_a_byte_order_mark_is_read() =>
        Assert.That(folder.ImportLocations("\uFEFF" + JournalFolder.Json([Some.Location])).Taken, Is.EqualTo(1));

    [Test]
    public void The_same_again_changes_nothing_and_announces_nothing()
    {
        folder.ImportLocations(Some.Location);
        folder.ImportTokens(Some.Token);
        var before = folder.Changes();

        Assert.That((folder.ImportLocations(Some.Location).Taken, folder.ImportTokens(Some.Token).Taken), Is.EqualTo((1, 1)));
        Assert.That(folder.Changes(), Is.EqualTo(before));
        Assert.That(folder.Versions(), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_car_that_comes_or_goes_makes_no_version()
    {
        var later = Some.At("2026-02-01T00:00:00Z");
        folder.ImportLocations(Some.Location);
        var before = folder.Changes();

        folder.ImportLocations(Some.Location with { LastUpdated = later, Evses = [Some.Evse with { Status = EvseStatus.CHARGING, LastUpdated = later }] });

        Assert.That(folder.Versions(), Is.EqualTo(new[] { Some.Location.LastUpdated!.Value }));
        Assert.That(folder.Changes(), Is.EqualTo(before));
        Assert.That(Find(Some.Evse.EvseId!)!.Evse.Status, Is.EqualTo(EvseStatus.CHARGING));
    }

    [Test]
    public void The_same_date_with_other_content_corrects_the_version_for_its_time_too()
    {
        folder.ImportLocations(Some.Location);
        folder.ImportLocations(Some.Location with { Name = "Corrected" });

        Assert.That(folder.Versions(), Has.Length.EqualTo(1));
        Assert.That(Find(Some.Evse.EvseId!)!.Location.Name, Is.EqualTo("Corrected"));
        Assert.That(folder.Changes(), Has.Length.EqualTo(4));
    }

    [Test]
    public void A_running_gateway_takes_notice_of_what_it_missed_before()
    {
        var time = new StoppedTime();
        using var running = new JournalDirectory(folder.Open(), time);
        Assert.That(running.FindEvseAsync(Some.Evse.EvseId!, March, default).AsTask().Result, Is.Null);
        Assert.That(running.FindContractAsync(Some.Token.ContractId!, default).AsTask().Result, Is.Empty);

        folder.ImportLocations(Some.Location);
        folder.ImportTokens(Some.Token);
        time.Pass(JournalDirectory.Notice);

        Assert.That(running.FindEvseAsync(Some.Evse.EvseId!, March, default).AsTask().Result, Is.Not.Null);
        Assert.That(running.FindContractAsync(Some.Token.ContractId!, default).AsTask().Result, Is.Not.Empty);
    }

    [Test]
    public async Task A_gateway_that_writes_meanwhile_is_never_locked_out()
    {
        var locations = Enumerable.Range(0, 2500).Select(i => Some.Location with
        {
            Id = i.ToString(CultureInfo.InvariantCulture),
            Evses = [Some.Evse with { Uid = $"u{i}", EvseId = $"FR*798*E{i}" }],
        });
        var import = Task.Run(() => folder.ImportLocations([.. locations]));
        using var gateway = folder.Open().Open();
        using var beat = gateway.Prepare("INSERT INTO Nodes (Id, StartedAt, SeenAt) VALUES ('node', 1, 1) ON CONFLICT (Id) DO UPDATE SET SeenAt = Nodes.SeenAt + 1");
        var longest = TimeSpan.Zero;
        while (!import.IsCompleted)
        {
            var began = Stopwatch.GetTimestamp();
            beat.Run();
            if (Stopwatch.GetElapsedTime(began) is var waited && waited > longest) longest = waited;
            await Task.Delay(5);
        }

        var report = await import;
        Assert.That((report.Taken, report.Failure, report.Bad.Count), Is.EqualTo((2500, (string?)null, 0)));
        // The gateway itself gives up after two seconds.
        Assert.That(longest, Is.LessThan(TimeSpan.FromSeconds(2)));
        TestContext.Out.WriteLine($"longest wait {longest}");
    }

    [Test]
    public void What_was_looked_up_is_kept_for_a_moment_without_asking()
    {
        var time = new StoppedTime();
        using var running = new JournalDirectory(folder.Open(), time);
        Assert.That(running.FindEvseAsync(Some.Evse.EvseId!, March, default).AsTask().Result, Is.Null);

        folder.ImportLocations(Some.Location);
        time.Pass(JournalDirectory.Notice - TimeSpan.FromMilliseconds(1));

        Assert.That(running.FindEvseAsync(Some.Evse.EvseId!, March, default).AsTask().Result, Is.Null);
    }

    private PlacedEvse? Find(string evseId)
    {
        using var directory = new JournalDirectory(folder.Open(), TimeProvider.System);
        return directory.FindEvseAsync(evseId, March, default).AsTask().Result;
    }

    private static string Row(object row) => Encoding.UTF8.GetString(CanonicalJson.Write(row));
}
