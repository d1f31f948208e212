namespace ProtocolGateway.Mapping.Preview;

/// <summary>What a difference lies in.</summary>
internal enum DifferenceIn { Outcome, Field, Report }

/// <summary>One place in which a message comes to something else.</summary>
/// <inheritdoc cref="ImpactGroup"/>
internal sealed record Difference(DifferenceIn In, string Mapping, string Field, string Before, string After);
