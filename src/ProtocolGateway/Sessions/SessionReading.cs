using ProtocolGateway.Canonical;

namespace ProtocolGateway.Sessions;

/// <summary>How far a session's meters were.</summary>
/// <param name="At">When they were read last.</param>
/// <param name="Kwh">kWh so far; null while nobody has told any.</param>
/// <param name="Cost">Cost so far, in <paramref name="Currency"/>; null while nobody has told any.</param>
public sealed record SessionReading(DateTimeOffset At, decimal? Kwh, Price? Cost, string? Currency);

/// <summary>A time in which a session was suspended.</summary>
/// <param name="From">When it was suspended.</param>
/// <param name="To">When it went on; null while it hasn't.</param>
/// <param name="Kwh">kWh at that time, where a reading was taken during it: meters stand still then.</param>
public sealed record SessionPause(DateTimeOffset From, DateTimeOffset? To, decimal? Kwh);
