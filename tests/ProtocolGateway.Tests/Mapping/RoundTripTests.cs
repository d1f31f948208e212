using CsCheck;
using ProtocolGateway.Canonical;
using ProtocolGateway.Testing;

namespace ProtocolGateway.Tests.Mapping;

/// <summary>Every valid record comes back from writing and reading, but for what a dialect can't tell; and what is written is valid.</summary>
internal sealed class RoundTripTests
{
    private static readonly Gen<string> Id = Gen.Char["ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-_"].Array[1, 36].Select(c => new string(c));
    private static readonly Gen<string> Words = Gen.Char["abc éßñ漢<&>\"'\\/ø"].Array[1, 20].Select(c => $"x{new string(c)}x");
    private static readonly Gen<string> Rfid = Gen.Int[0, 2].Select(n => new[] { 8, 14, 20 }[n]).SelectMany(n => Gen.Char["0123456789ABCDEF"].Array[n].Select(c => new string(c)));
    private static readonly Gen<PartyId> Party = Gen.Select(Gen.Int[0, 2].Select(n => new[] { "FR", "DE", "BE" }[n]), Gen.Char["ABC123"].Array[3]).Select((c, p) => new PartyId(c, new string(p)));
    private static readonly Gen<decimal> Amount = Gen.Int[0, 99_999_999].Select(n => n / 10_000m);
    private static readonly Gen<DateTimeOffset> Instant = Gen.Int[0, 200_000_000].Select(s => new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(s));
    private static readonly Gen<TimeSpan> Duration = Gen.Int[1, 100_000].Select(n => TimeSpan.FromTicks(n * (TimeSpan.TicksPerHour / 10_000)));

    private static readonly Gen<Price> Money = Gen.Select(Amount, Gen.Bool, Amount)
        .Select((net, taxed, tax) => new Price { BeforeTaxes = net, Taxes = taxed ? [new TaxAmount { Name = "VAT", Amount = tax }] : null });

    private static readonly Gen<CdrToken> Token = Gen.Select(Party, Rfid, Id, Gen.Bool)
        .Select((party, uid, contract, card) => new CdrToken { Party = party, Uid = uid, Type = card ? TokenType.RFID : TokenType.OTHER, ContractId = contract });

    private static readonly Gen<ChargeDetailRecord> Record =
        from party in Party
        from id in Id
        from session in Id
        from start in Instant
        from seconds in Gen.Int[0, 500_000]
        from token in Token
        from cost in Money
        from energy in Amount
        from time in Duration
        from text in Words
        from volumes in Amount.Array[1, 3]
        select new ChargeDetailRecord
        {
            Party = party,
            Id = id,
            SessionId = session,
            StartDateTime = start,
            EndDateTime = start.AddSeconds(seconds),
            CdrToken = token,
            AuthMethod = AuthMethod.WHITELIST,
            CdrLocation = new CdrLocation
            {
                Id = "L1",
                Name = text,
                Address = text,
                City = text,
                Country = "FRA",
                Coordinates = new GeoLocation { Latitude = "48.86111", Longitude = "2.3450000" },
                EvseUid = "u1",
                EvseId = "FR*798*E1*2",
                ConnectorId = "1",
                ConnectorStandard = ConnectorType.IEC_62196_T2,
                ConnectorFormat = ConnectorFormat.SOCKET,
                ConnectorPowerType = PowerType.AC_3_PHASE,
            },
            Currency = "EUR",
            TotalCost = cost,
            TotalEnergy = energy,
            TotalTime = time,
            Remark = text,
            ChargingPeriods = [.. volumes.Select(v => new ChargingPeriod { StartDateTime = start, Dimensions = [new CdrDimension { Type = CdrDimensionType.ENERGY, Volume = v }] })],
            LastUpdated = start.AddSeconds(seconds),
        };

    [Test]
    public void Through_OCPI_2_2_1_nothing_changes()
    {
        var mapping = Shipped.Find("ocpi-2.2.1", "charge-detail-record");
        Record.Sample(
            record =>
            {
                var (text, hold, _) = Shipped.WriteJson(mapping, record);
                Assert.That(hold, Is.Null);
                Assert.That(SchemaOracle.JsonFaultsAsync(text, "ocpi-2.2.1/cdr.schema.json").GetAwaiter().GetResult(), Is.Empty);
                AssertSame(Shipped.ReadJson(mapping, text), record);
            },
            iter: 300);
    }

    /// <summary>
    /// What eMIP has no place for. No id of session, party, token or EVSE, no time, no energy and no total is among it; the
    /// record's own id is told as the session's.
    /// </summary>
    [Test]
    public void Through_eMIP_only_what_it_has_no_place_for_is_missing()
    {
        var mapping = Shipped.Find("emip", "charge-detail-record");
        Record.Sample(
            record =>
            {
                var (text, hold, losses) = Shipped.WriteXml(mapping, record, "eMIP_FromIOP_SetChargeDetailRecordRequest");
                Assert.That(hold, Is.Null);
                Assert.That(SchemaOracle.EmipFaults($"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>{text}</s:Body></s:Envelope>"""), Is.Empty);
                AssertSame(Shipped.ReadXml(mapping, text), record with
                {
                    Id = record.SessionId,
                    AuthMethod = null,
                    CdrLocation = new CdrLocation { EvseId = record.CdrLocation!.EvseId },
                    TotalCost = new Price { BeforeTaxes = record.TotalCost!.BeforeTaxes },
                    Service = "1",
                    Remark = null,
                    ChargingPeriods = null,
                    LastUpdated = null,
                });
                Assert.That(losses.Select(l => l.Place), Is.SupersetOf(new[] { "remark", "charging_periods" }), "what is missing is reported");
            },
            iter: 300);
    }

    private static void AssertSame(Protocols.Reading reading, ChargeDetailRecord expected)
    {
        Assert.That(reading.Faults, Is.Empty);
        Assert.That(Json(reading.Message!), Is.EqualTo(Json(expected)));
    }

    /// <summary>Decimals without needless zeros: their notation says nothing.</summary>
    private static string Json(object record) =>
        System.Text.RegularExpressions.Regex.Replace(System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(record)), @"(?<=:-?\d+)(\.0+(?!\d)|(\.\d*[1-9])0+(?!\d))", "$2");
}
