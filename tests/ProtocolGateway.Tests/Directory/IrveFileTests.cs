using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory.Irve;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Testing;
using ProtocolGateway.Tests.Steps;

namespace ProtocolGateway.Tests.Directory;

/// <summary>The French open-data file, versions 2 and 3, as locations (translation.md section 10).</summary>
internal sealed class IrveFileTests
{
    private static readonly Partner Acme = Some.Partner("acme-cpo", Role.CPO, "FR798");

    [Test]
    public async Task Charge_points_of_one_station_are_one_location()
    {
        var location = (await LocationsAsync("statique-2.csv"))[0];
        Assert.Multiple(() =>
        {
            Assert.That((location.Party, location.Id, location.Name), Is.EqualTo((new PartyId("FR", "798"), "FR798P1234", "Halle aux grains, côté nord")));
            Assert.That((location.Address, location.PostalCode, location.City, location.Country), Is.EqualTo(("1 place Dupuy", "31000", "Toulouse", "FRA")));
            Assert.That((location.Coordinates!.Latitude, location.Coordinates.Longitude), Is.EqualTo(("43.603600", "1.456100")));
            Assert.That((location.TimeZone, location.ParkingType, location.Publish), Is.EqualTo(("Europe/Paris", ParkingType.ON_STREET, true)));
            Assert.That((location.Operator!.Name, location.Owner!.Name, location.HelpPhone), Is.EqualTo(("Acme Recharge", "Ville d'Essai", "0500000000")));
            Assert.That(location.OpeningTimes, Is.EqualTo(new Hours { Twentyfourseven = true }));
            Assert.That(location.LastUpdated, Is.EqualTo(Some.At("2026-02-12T00:00:00Z")));
            Assert.That(location.Evses!.Select(e => (e.Uid, e.EvseId, e.Status)), Is.EqualTo(new[]
            {
                ("FR798E12345", "FR798E12345", EvseStatus.UNKNOWN), ("FR798E12346", "FR798E12346", EvseStatus.UNKNOWN),
            }));
            Assert.That(location.Evses![0].Capabilities, Is.EqualTo(new[] { Capability.RESERVABLE, Capability.CREDIT_CARD_PAYABLE }));
        });
    }

    [Test]
    public async Task Plugs_are_connectors_with_what_their_power_needs()
    {
        var evses = (await LocationsAsync("statique-2.csv")).SelectMany(l => l.Evses!).ToList();
        Assert.That(evses.SelectMany(e => e.Connectors!).Select(c => (c.Id, c.Standard, c.Format, c.PowerType, c.MaxVoltage, c.MaxAmperage, c.MaxElectricPower)), Is.EqualTo(new[]
        {
            // A household socket gives 3.7 kW, whatever the post does: 3,700 W / 230 V = 16.1 A. 22,000 W / 690 V = 31.9 A.
            ("1", ConnectorType.DOMESTIC_E, ConnectorFormat.SOCKET, PowerType.AC_1_PHASE, 230, 17, 3700),
            ("2", ConnectorType.IEC_62196_T2, ConnectorFormat.SOCKET, PowerType.AC_3_PHASE, 230, 32, 22000),
            // 150,000 W / 920 V = 163.04 A; / 500 V = 300 A.
            ("1", ConnectorType.IEC_62196_T2_COMBO, ConnectorFormat.CABLE, PowerType.DC, 920, 164, 150000),
            ("2", ConnectorType.CHADEMO, ConnectorFormat.CABLE, PowerType.DC, 500, 300, 150000),
            // 7,400 W / 230 V = 32.2 A.
            ("1", ConnectorType.IEC_62196_T2, ConnectorFormat.CABLE, PowerType.AC_1_PHASE, 230, 33, 7400),
        }));
    }

    [Test]
    public async Task Overseas_has_its_own_country_and_clock()
    {
        var location = (await LocationsAsync("statique-2.csv"))[1];
        Assert.That((location.City, location.PostalCode, location.Country, location.TimeZone), Is.EqualTo(("Saint-Denis", "97400", "REU", "Indian/Reunion")));
        Assert.That(location.OpeningTimes!.RegularHours!.Select(h => $"{h.Weekday} {h.PeriodBegin}-{h.PeriodEnd}"), Is.EqualTo(new[]
        {
            "1 08:00-12:00", "1 14:00-18:00", "2 08:00-12:00", "2 14:00-18:00", "3 08:00-12:00", "3 14:00-18:00",
            "4 08:00-12:00", "4 14:00-18:00", "5 08:00-12:00", "5 14:00-18:00", "6 09:00-23:59",
        }));
    }

    [Test]
    public async Task Bad_lines_are_told_with_column_and_reason()
    {
        var faults = (await ReadAsync("statique-2.csv")).SelectMany(r => r.Reading.Faults.Select(f => $"{r.Number} {f.Place}: {f.Text}"));
        Assert.That(faults, Is.EqualTo(new[]
        {
            "4 puissance_nominale: 22000 kW was found; expected kilowatts",
            "5 prise_type_2: no plug that OCPI knows is told; expected true for one of prise_type_ef, _2, _combo_ccs, _chademo",
            "6 adresse_station: 'cours de la Gare' tells no town; expected such as 1 avenue de la Paix 75001 Paris",
            "6 date_maj: 'hier' is no date such as 2026-03-29",
            "6 coordonneesXY: '43.611000, 1.453000' was found; expected [longitude, latitude]",
        }));
    }

    [Test]
    public async Task Version_3_is_read_with_its_own_columns()
    {
        var location = (await LocationsAsync("statique-3.csv")).Single();
        Assert.Multiple(() =>
        {
            Assert.That((location.Address, location.PostalCode, location.City), Is.EqualTo(("7 chemin des Pins", "01000", "Bourg-en-Bresse")));
            Assert.That((location.Coordinates!.Latitude, location.Coordinates.Longitude), Is.EqualTo(("46.205200", "5.225500")));
            Assert.That(location.LastUpdated, Is.EqualTo(Some.At("2026-04-05T06:30:00Z")));
            Assert.That(location.Evses!.Single().Connectors!.Select(c => (c.Standard, c.MaxVoltage, c.MaxAmperage)), Is.EqualTo(new[] { (ConnectorType.IEC_62196_T2_COMBO, 500, 100) }));
            Assert.That(location.Evses!.Single().Capabilities, Is.EqualTo(new[] { Capability.CREDIT_CARD_PAYABLE, Capability.CONTACTLESS_CARD_SUPPORT }));
            Assert.That(location.OpeningTimes!.RegularHours!.Select(h => $"{h.Weekday} {h.PeriodBegin}-{h.PeriodEnd}"), Is.EqualTo(new[]
            {
                "1 07:30-20:00", "3 07:30-20:00", "5 07:30-20:00", "6 09:00-18:00", "7 09:00-18:00",
            }));
        });
    }

    [Test]
    public async Task A_charge_point_that_stands_there_twice_counts_once()
    {
        var text = File.ReadAllText(Path("statique-3.csv"));
        var read = await ReadTextAsync(text + text.Split('\n')[1]);
        Assert.That(read.Select(r => (r.Number, r.Reading.Faults.Select(f => f.Text).SingleOrDefault())), Is.EqualTo(new[]
        {
            (2, "'FR798E20000' is that of row 1; expected each charge point once"), (1, null),
        }));
    }

    [Test]
    public async Task Hours_that_are_not_understood_are_left_out_and_reported()
    {
        var read = await ReadTextAsync(File.ReadAllText(Path("statique-3.csv")).Replace("Mo,We,Fr 7:30-20:00; Sa-Su 09:00-18:00", "sunrise-sunset", StringComparison.Ordinal));
        var reading = read.Single().Reading;
        Assert.That((((Location)reading.Message!).OpeningTimes, reading.Losses.Single().ToString()), Is.EqualTo(((Hours?)null, "Unread: horaires: 'sunrise-sunset' is not understood")));
    }

    [TestCase("a,b\n1,2\n", "the first line names no column id_station_itinerance, id_pdc_itinerance, nom_station, adresse_station, puissance_nominale or puissance_nominale_kw, coordonneesXY or station_latitude, date_maj or horodatage_maj; expected the header of schema-irve-statique 2 or 3")]
    [TestCase("id_station_itinerance\n\"x", "no CSV from row 1 on: a quoted field does not end")]
    public async Task What_is_no_such_file_is_not_read(string text, string expected)
    {
        var file = new IrveFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), Acme);
        Assert.That(await file.ReadAsync(default).CountAsync(), Is.Zero);
        Assert.That(file.Failure, Is.EqualTo(expected));
    }

    private static async Task<List<Location>> LocationsAsync(string file) => [.. (await ReadAsync(file)).Select(r => r.Reading.Message).OfType<Location>()];

    private static Task<List<(int Number, Reading Reading)>> ReadAsync(string file) => ReadTextAsync(File.ReadAllText(Path(file)));

    private static async Task<List<(int Number, Reading Reading)>> ReadTextAsync(string text) =>
        await new IrveFile(new MemoryStream(Encoding.UTF8.GetBytes(text)), Acme).ReadAsync(default).ToListAsync();

    private static string Path(string file) => System.IO.Path.Combine(Repository.Root, "tests", "Documents", "irve", file);
}
