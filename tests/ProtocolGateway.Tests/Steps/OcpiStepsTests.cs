using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Steps;

/// <summary>What OCPI's versions ask of locations, tariffs and sessions beside their rows (ocpi.md section 6).</summary>
internal sealed class OcpiStepsTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 15, 0, 0, TimeSpan.Zero);

    private static readonly Location Place = new()
    {
        Party = new PartyId("FR", "798"),
        Id = "L-1",
        Publish = false,
        Country = "FRA",
        Evses =
        [
            new Evse { Uid = "u-1", EvseId = "FR*798*E1", Connectors = [new Connector { Id = "1", MaxVoltage = 230, MaxAmperage = 16 }, new Connector { Id = "2", MaxVoltage = 400, MaxAmperage = 125, Standard = ConnectorType.CHADEMO }] },
            new Evse { Uid = "u-2", Connectors = [new Connector { Id = "1" }] },
        ],
        LastUpdated = At.AddDays(-1),
    };

    [TestCase("FRA", "Europe/Paris")]
    [TestCase("REU", "Indian/Reunion")]
    public async Task A_location_without_time_zone_has_its_countrys(string country, string zone)
    {
        var (location, hold, reports) = await CompleteAsync("time-zone", Place with { Country = country });
        Assert.That((location.TimeZone, hold), Is.EqualTo((zone, (Hold?)null)));
        Assert.That(reports, Is.EqualTo([$"Supplied: time_zone: {zone}, the only one of {country}"]));
        Assert.That((await CompleteAsync("time-zone", Place with { TimeZone = "Europe/Brussels" })).Record.TimeZone, Is.EqualTo("Europe/Brussels"));
    }

    [TestCase("ESP")]
    [TestCase("USA")]
    [TestCase(null)]
    public async Task A_country_of_several_time_zones_is_no_guess(string? country) =>
        Assert.That((await CompleteAsync("time-zone", Place with { Country = country })).Hold?.Code, Is.EqualTo("NoTimeZone"));

    [Test]
    public async Task Hours_without_a_word_on_twentyfourseven_mean_no_and_beside_a_yes_they_have_no_place()
    {
        var hours = new Hours { RegularHours = [new RegularHours { Weekday = 1, PeriodBegin = "08:00", PeriodEnd = "20:00" }] };
        Assert.That((await CompleteAsync("opening-times", Place with { OpeningTimes = hours })).Record.OpeningTimes, Is.EqualTo(hours with { Twentyfourseven = false }));
        var always = await CompleteAsync("opening-times", Place with { OpeningTimes = hours with { Twentyfourseven = true } });
        Assert.That(always.Record.OpeningTimes, Is.EqualTo(new Hours { Twentyfourseven = true }));
        Assert.That(always.Reports, Is.EqualTo(["Untold: opening_times.regular_hours: it is always open"]));
    }

    [Test]
    public async Task Prices_that_include_taxes_are_told_without_where_every_one_tells_its_rate()
    {
        var tariff = Tariff(new PriceComponent { Price = 1.2m, Vat = 20 }, new PriceComponent { Price = 0.35m, Vat = 20 }) with { TaxIncluded = TaxIncluded.YES };
        var (net, _, reports) = await CompleteAsync("net-prices", tariff);
        Assert.That(net.TaxIncluded, Is.EqualTo(TaxIncluded.NO));
        Assert.That(net.Elements![0].PriceComponents!.Select(c => c.Price), Is.EqualTo([1m, 0.2917m]));
        Assert.That(reports, Has.One.StartsWith("Rounded: "));

        var unknown = Tariff(new PriceComponent { Price = 1.2m, Vat = 20 }, new PriceComponent { Price = 0.35m }) with { TaxIncluded = TaxIncluded.YES };
        Assert.That((await CompleteAsync("net-prices", unknown)).Record, Is.SameAs(unknown));
        var cdr = new ChargeDetailRecord { Tariffs = [tariff, unknown] };
        Assert.That((await CompleteAsync("net-prices", cdr)).Record.Tariffs!.Select(t => t.TaxIncluded), Is.EqualTo([TaxIncluded.NO, TaxIncluded.YES]));
    }

    [Test]
    public async Task What_reservations_cost_is_left_out_whole()
    {
        var charging = new TariffElement { PriceComponents = [new PriceComponent { Price = 1 }] };
        var reserving = new TariffElement { PriceComponents = [new PriceComponent { Price = 5 }], Restrictions = new TariffRestrictions { Reservation = ReservationRestrictionType.RESERVATION } };
        var (told, _, reports) = await CompleteAsync("no-reservation-prices", new Tariff { Id = "t", Elements = [reserving, charging] });
        Assert.That(told.Elements, Is.EqualTo([charging]));
        Assert.That(reports, Is.EqualTo(["Untold: elements: tariff t: the prices of reservations have no place here"]));
    }

    [TestCase(1, 2, "NotYetValid")]
    [TestCase(-2, 0, "NoLongerValid")]
    [TestCase(0, 1, null)]
    public async Task A_tariff_is_told_while_it_is_valid(int from, int until, string? code) =>
        Assert.That((await CompleteAsync("valid-tariff", new Tariff { StartDateTime = At.AddDays(from), EndDateTime = At.AddDays(until) })).Hold?.Code, Is.EqualTo(code));

    [Test]
    public async Task A_session_takes_place_where_the_directory_has_its_EVSE()
    {
        var (session, hold, _) = await CompleteAsync("session-place", new Session { Party = Place.Party, EvseId = "FR*798*E1", ConnectorId = "2" });
        Assert.That(hold, Is.Null);
        Assert.That((session.LocationId, session.EvseUid, session.ConnectorId), Is.EqualTo(("L-1", "u-1", "2")));
        Assert.That((await CompleteAsync("session-place", new Session { Party = Place.Party, EvseId = "FR*798*E1" })).Hold?.Code, Is.EqualTo("WhichConnector"));
        Assert.That((await CompleteAsync("session-place", new Session { Party = Place.Party, EvseId = "FR*798*E9" })).Hold?.Code, Is.EqualTo("NoLocation"));
        Assert.That((await CompleteAsync("session-place", new Session())).Hold, Is.EqualTo(new Hold("NoLocation", "The session names no EVSE.")));
    }

    [Test]
    public async Task A_session_embeds_the_one_EVSE_and_connector_and_not_who_may_see_them()
    {
        var (session, _, _) = await CompleteAsync("location-from-place", new Session { Party = Place.Party, EvseUid = "u-1", ConnectorId = "2" });
        Assert.That((session.Location!.Id, session.Location.Publish), Is.EqualTo(("L-1", (bool?)null)));
        Assert.That(session.Location.Evses!.Single().Connectors!.Single().Id, Is.EqualTo("2"));
    }

    [Test]
    public async Task A_record_embeds_its_own_snapshot_with_the_directorys_voltage()
    {
        var snapshot = new CdrLocation { Id = "L-1", Address = "as it was", EvseUid = "u-1", EvseId = "FR*798*E1", ConnectorId = "2", ConnectorStandard = ConnectorType.CHAOJI };
        var cdr = new ChargeDetailRecord { Party = Place.Party, CdrLocation = snapshot, LastUpdated = At };
        var evse = (await CompleteAsync("location-from-place", cdr)).Record.Location!.Evses!.Single();
        Assert.That((evse.Status, evse.LastUpdated), Is.EqualTo((EvseStatus.UNKNOWN, At)));
        Assert.That(evse.Connectors!.Single(), Is.EqualTo(new Connector { Id = "2", Standard = ConnectorType.CHAOJI, MaxVoltage = 400, MaxAmperage = 125, LastUpdated = At }));
        Assert.That((await CompleteAsync("location-from-place", cdr with { CdrLocation = snapshot with { ConnectorId = "#NA" } })).Hold?.Code, Is.EqualTo("NoConnector"));
        Assert.That((await CompleteAsync("location-from-place", cdr with { CdrLocation = snapshot with { ConnectorId = "7" } })).Hold?.Code, Is.EqualTo("NoLocation"));
    }

    [Test]
    public async Task Two_states_are_told_as_one_since_the_later_of_both()
    {
        var report = new EvseStatusReport
        {
            Availability = new AvailabilityReport { Status = AvailabilityStatus.IN_SERVICE, ChangedAt = At.AddHours(-2) },
            Busy = new BusyReport { Status = BusyStatus.BUSY, ChangedAt = At.AddHours(-1) },
        };
        var (told, _, _) = await CompleteAsync("status-in-one", report);
        Assert.That((told.Status, told.LastUpdated), Is.EqualTo((EvseStatus.CHARGING, At.AddHours(-1))));
        Assert.That((await CompleteAsync("status-in-one", report with { Busy = null })).Record.LastUpdated, Is.EqualTo(At.AddHours(-2)));
    }

    [TestCase(1, "u-1", TokenType.RFID)]
    [TestCase(2, "DE-ABC-C1", TokenType.OTHER)]
    public async Task A_contract_stands_for_its_only_token_else_for_itself(int count, string uid, TokenType type)
    {
        var owner = new PartyId("DE", "ABC");
        var tokens = Enumerable.Range(1, count).Select(n => new Token { Party = owner, Uid = $"u-{n}", Type = TokenType.RFID, ContractId = "DE-ABC-C1" });
        var (cdr, hold, _) = await CompleteAsync("token", new ChargeDetailRecord { Party = Place.Party, CdrToken = new CdrToken { ContractId = "DE-ABC-C1" } }, tokens);
        Assert.That(hold, Is.Null);
        Assert.That(cdr.CdrToken, Is.EqualTo(new CdrToken { Party = owner, Uid = uid, Type = type, ContractId = "DE-ABC-C1" }));
    }

    [TestCase("t-1 t-2", "t-1")]
    [TestCase("cheap t-2 t-1", "t-2")]
    [TestCase("later ended unknown", "unknown")]
    [TestCase("unknown t-1", "t-1")]
    [TestCase("later cheap", null)]
    public async Task Of_a_connectors_tariffs_the_first_that_is_valid_and_for_everybody_is_told(string ids, string? chosen)
    {
        Tariff[] tariffs =
        [
            Named("t-1"), Named("t-2") with { Type = TariffType.REGULAR }, Named("cheap") with { Type = TariffType.PROFILE_CHEAP },
            Named("later") with { StartDateTime = At.AddDays(1) }, Named("ended") with { EndDateTime = At },
        ];
        var place = Place with { Evses = [new Evse { Uid = "u-9", Connectors = [new Connector { Id = "1", TariffIds = ids.Split(' ') }] }] };
        var (location, hold, reports) = await CompleteAsync("one-tariff", place, tariffs: tariffs);
        Assert.That((location.Evses![0].Connectors![0].TariffIds?.Single(), hold), Is.EqualTo((chosen, (Hold?)null)));
        Assert.That(reports, Has.Count.EqualTo(ids.Split(' ').Count(id => id != chosen)));

        Tariff Named(string id) => new() { Party = Place.Party, Id = id };
    }

    private static Tariff Tariff(params PriceComponent[] components) => new() { Id = "t", Elements = [new TariffElement { PriceComponents = components }] };

    private static async Task<(T Record, Hold? Hold, IReadOnlyList<string> Reports)> CompleteAsync<T>(string step, T record, IEnumerable<Token>? tokens = null, IEnumerable<Tariff>? tariffs = null) where T : class
    {
        var completion = new Completion
        {
            Message = record,
            Directory = new FileDirectory([Place], tokens ?? [], tariffs),
            Sessions = new FileSessions(),
            Gateway = new PartyId("FR", "GTW"),
            At = At,
        };
        var hold = await KnownSteps.All.Single(s => s.Name == step).ApplyAsync(completion, CancellationToken.None);
        return ((T)completion.Message, hold, [.. completion.Losses.Select(l => l.ToString())]);
    }
}
