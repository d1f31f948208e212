using ProtocolGateway.Canonical;

namespace ProtocolGateway.Rating;

/// <summary>What a usage costs by a tariff (ocpi.md section 7): a pure function, exact to the last digit.</summary>
public static class Rater
{
    /// <param name="fault">What makes the tariff useless, such as a time of day that is none.</param>
    /// <returns>Null when the tariff is useless.</returns>
    public static Bill? Rate(Tariff tariff, Usage usage, StepRule rule, out string? fault) =>
        TariffPlan.Read(tariff, out fault) is { } plan ? Rate(plan, usage, rule) : null;

    internal static Bill Rate(TariffPlan plan, Usage usage, StepRule rule)
    {
        usage = usage.Arranged(parkedLast: true);
        var tally = new Tally();
        var expired = usage.IsExpiredReservation;
        foreach (var segment in Segments.Of(usage, plan))
        {
            if (segment.State == UsageState.Reservation) AddReservation(tally, segment, expired, plan);
            else AddSession(tally, segment, plan);
        }
        if (expired && usage.Periods is [.., var last]) AddExpiry(tally, last, plan, usage);
        StepSizes.Apply(tally.Lines, rule);
        return Money.Of(plan, tally.Lines);
    }

    private static void AddSession(Tally tally, in Segment segment, TariffPlan plan)
    {
        tally.AddOnce(plan.Find(TariffDimensionType.FLAT, segment.At), reservation: false);
        if (segment.Energy > 0) tally.Add(plan.Find(TariffDimensionType.ENERGY, segment.At), segment.Energy);
        var time = segment.State == UsageState.Parking ? TariffDimensionType.PARKING_TIME : TariffDimensionType.TIME;
        if (segment.Duration > TimeSpan.Zero) tally.Add(plan.Find(time, segment.At), Seconds(segment.Duration));
    }

    /// <summary>The time of an expired one is at the price of that, where it has one.</summary>
    private static void AddReservation(Tally tally, in Segment segment, bool expired, TariffPlan plan)
    {
        tally.AddOnce(plan.Find(TariffDimensionType.FLAT, ReservationRestrictionType.RESERVATION, segment.At), reservation: true);
        var time = expired ? plan.Find(TariffDimensionType.TIME, ReservationRestrictionType.RESERVATION_EXPIRES, segment.At) : null;
        time ??= plan.Find(TariffDimensionType.TIME, ReservationRestrictionType.RESERVATION, segment.At);
        if (segment.Duration > TimeSpan.Zero) tally.Add(time, Seconds(segment.Duration), reservation: true);
    }

    private static void AddExpiry(Tally tally, UsagePeriod last, TariffPlan plan, Usage usage)
    {
        var origin = usage.Periods[0].Start;
        var flat = plan.Find(TariffDimensionType.FLAT, ReservationRestrictionType.RESERVATION_EXPIRES, Segments.At(last.End, 0, last, origin, usage.TimeZone));
        if (flat is not null) tally.Add(flat, 1, reservation: true);
    }

    private static decimal Seconds(TimeSpan duration) => (decimal)duration.Ticks / TimeSpan.TicksPerSecond;

    /// <summary>What was used, by the rate that it costs, in the order in which the rates were used first.</summary>
    private sealed class Tally
    {
        private bool hasFlat;
        private bool hasReservationFlat;

        public List<TallyLine> Lines { get; } = [];

        /// <summary>A fee is due when it becomes active, and once (ocpi.md 7.2). One of 0 is listed, and is none.</summary>
        public void AddOnce(Rate? rate, bool reservation)
        {
            if (rate is null || (reservation ? hasReservationFlat : hasFlat) || Lines.Exists(l => l.IsReservation == reservation && ReferenceEquals(l.Rate, rate))) return;
            if (reservation) hasReservationFlat = rate.Price != 0;
            else hasFlat = rate.Price != 0;
            Add(rate, 1, reservation);
        }

        public void Add(Rate? rate, decimal quantity, bool reservation = false)
        {
            if (rate is null) return;
            var index = Lines.FindIndex(l => l.IsReservation == reservation && ReferenceEquals(l.Rate, rate));
            var line = index < 0 ? new TallyLine(rate, reservation) : Lines[index];
            line.Quantity += quantity;
            // Last used, last in the list: what is rounded up is so at the last one's price.
            if (index >= 0) Lines.RemoveAt(index);
            Lines.Add(line);
        }
    }
}

/// <summary>How much of something was used at one rate: kWh, seconds, or times.</summary>
internal sealed class TallyLine(Rate rate, bool isReservation)
{
    public Rate Rate => rate;

    public bool IsReservation => isReservation;

    public decimal Quantity { get; set; }
}
