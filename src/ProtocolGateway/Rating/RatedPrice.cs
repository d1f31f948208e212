using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>What a record costs by a tariff. Once the record was told with it, it stays.</summary>
public sealed record RatedPrice
{
    /// <summary>How a remark begins that tells a cost to be rated (translation.md section 4).</summary>
    public const string Mark = "[*]";

    /// <summary>The version of the tariff that it was rated with.</summary>
    public required Tariff Tariff { get; init; }

    public required Price TotalCost { get; init; }

    public Price? TotalFixedCost { get; init; }

    public Price? TotalEnergyCost { get; init; }

    public Price? TotalTimeCost { get; init; }

    public Price? TotalParkingCost { get; init; }

    public Price? TotalReservationCost { get; init; }

    /// <summary>The tariff, as people name it: <c>T-1 of FR*798, as of 2026-01-01 00:00:00Z</c>.</summary>
    internal string Name => $"{Tariff.Id} of {Tariff.Party}{(Tariff.LastUpdated is { } at ? $", as of {at:u}" : "")}";

    /// <summary>Null where the tariff's prices include taxes of a rate that it doesn't tell.</summary>
    internal static RatedPrice? Of(TariffPlan plan, Bill bill)
    {
        if (bill.Total is not { } total) return null;
        return new()
        {
            Tariff = plan.Tariff,
            TotalCost = total,
            TotalFixedCost = Part(l => !l.IsReservation && l.Dimension == TariffDimensionType.FLAT),
            TotalEnergyCost = Part(l => l.Dimension == TariffDimensionType.ENERGY),
            TotalTimeCost = Part(l => !l.IsReservation && l.Dimension == TariffDimensionType.TIME),
            TotalParkingCost = Part(l => l.Dimension == TariffDimensionType.PARKING_TIME),
            TotalReservationCost = Part(l => l.IsReservation),
        };

        Price? Part(Func<BillLine, bool> belongs) => Money.Part([.. bill.Lines.Where(belongs)], plan);
    }

    /// <summary>The periods with the tariff's id: one without it costs nothing (ocpi.md 7.1).</summary>
    public IReadOnlyList<ChargingPeriod>? In(IReadOnlyList<ChargingPeriod>? periods) => periods is null ? null : [.. periods.Select(p => p with { TariffId = Tariff.Id })];

    /// <summary>The record with it: cost and its parts, currency, the tariff, the tariff's id in each period, and a remark that says so.</summary>
    public ChargeDetailRecord ApplyTo(ChargeDetailRecord record) => record with
    {
        Currency = Tariff.Currency,
        Tariffs = [Tariff],
        ChargingPeriods = In(record.ChargingPeriods),
        TotalCost = TotalCost,
        TotalFixedCost = TotalFixedCost,
        TotalEnergyCost = TotalEnergyCost,
        TotalTimeCost = TotalTimeCost,
        TotalParkingCost = TotalParkingCost,
        TotalReservationCost = TotalReservationCost,
        Remark = $"{Mark} rated by tariff {Tariff.Id}{(string.IsNullOrWhiteSpace(record.Remark) ? "" : $"; {record.Remark}")}",
    };
}
