namespace ProtocolGateway.Rating;

/// <summary>What a tariff's restrictions are held against (ocpi.md 7.2).</summary>
/// <param name="Local">The location's clock.</param>
/// <param name="Elapsed">Since the session's start; in a reservation since the reservation's.</param>
/// <param name="Energy">kWh so far.</param>
/// <param name="Power">kW; null when unknown.</param>
/// <param name="Current">A, the sum of all phases; null when unknown.</param>
internal readonly record struct Moment(DateTime Local, TimeSpan Elapsed, decimal Energy, decimal? Power, decimal? Current);

/// <summary>Whether an element's restrictions hold.</summary>
internal enum Match
{
    No,

    /// <summary>It hangs on a power or current that nobody tells.</summary>
    Unknown,

    Yes,
}
