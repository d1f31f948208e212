using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>What a delivery of the journal says, and what every value of it came from.</summary>
public sealed record ExplainedDelivery
{
    /// <summary>The version of the mapping files that it was read and written by for this.</summary>
    public required string MappingVersion { get; init; }

    /// <summary>Whether the document that was heard was read for this, or only its record was there.</summary>
    public required RetoldFrom From { get; init; }

    /// <summary>Why nothing, or not all of it, can be said by these files; null when it can.</summary>
    public Hold? Hold { get; init; }

    /// <summary>What is wrong with the document that was heard, by these files.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>In the order in which they are said; several where a protocol says it in several requests.</summary>
    public IReadOnlyList<ExplainedDocument> Documents { get; init; } = [];
}

/// <param name="Mapping">The dialect and the mapping that wrote it: <c>ocpi-2.2.1/charge-detail-record</c>.</param>
public sealed record ExplainedDocument(string Mapping, IReadOnlyList<ExplainedField> Fields);

/// <summary>What became of the question. The set is closed.</summary>
public abstract record ExplanationResult
{
    private ExplanationResult() { }

    public sealed record Told(ExplainedDelivery Delivery) : ExplanationResult;

    /// <summary>There is no such delivery.</summary>
    public sealed record Unknown : ExplanationResult;

    /// <summary>Those mapping files can't be had.</summary>
    public sealed record Impossible(string Reason) : ExplanationResult;
}
