using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>How the time of a session is rounded up (ocpi.md 7.4).</summary>
public enum StepRule
{
    /// <summary>What was used last, charging time or parking time, is rounded as a whole; the other one isn't.</summary>
    LastDimension,

    /// <summary>Charging and parking time together, as the documents before 2023 had it.</summary>
    SessionTotal,
}

/// <summary>Rounds quantities up to whole steps: once for energy, once for time, once for a reservation's time. What costs nothing isn't rounded.</summary>
internal static class StepSizes
{
    private const int WhPerKwh = 1000;

    // Far below a Wh, and far above what dividing energy among segments leaves behind.
    private const int Noise = 9;

    /// <param name="lines">In the order in which they were used last.</param>
    public static void Apply(IReadOnlyList<TallyLine> lines, StepRule rule)
    {
        var priced = lines.Where(l => l.Rate.Price != 0).ToList();
        RoundUp([.. priced.Where(l => l.Rate.Dimension == TariffDimensionType.ENERGY)], WhPerKwh);
        RoundUp([.. priced.Where(l => l.IsReservation && l.Rate.Dimension == TariffDimensionType.TIME)], 1);

        var times = priced.Where(l => !l.IsReservation && l.Rate.Dimension is TariffDimensionType.TIME or TariffDimensionType.PARKING_TIME).ToList();
        if (times.Count == 0) return;
        RoundUp([.. times.Where(l => rule == StepRule.SessionTotal || l.Rate.Dimension == times[^1].Rate.Dimension)], 1);
    }

    /// <summary>The rest is billed at the price of the last one.</summary>
    private static void RoundUp(List<TallyLine> lines, int unitsOfQuantity)
    {
        if (lines is not [.., { Rate.StepSize: > 0 and var step } last]) return;
        var used = decimal.Round(lines.Sum(l => l.Quantity) * unitsOfQuantity, Noise);
        last.Quantity += ((decimal.Ceiling(used / step) * step) - used) / unitsOfQuantity;
    }
}
