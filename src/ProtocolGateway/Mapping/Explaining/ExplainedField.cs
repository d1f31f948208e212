namespace ProtocolGateway.Mapping.Explaining;

/// <summary>One value of a written document, and everything that it came from.</summary>
public sealed record ExplainedField
{
    /// <summary>In the written document: <c>charging_periods[0]/start_date_time</c>, <c>meterReport[2]/meterValue</c>.</summary>
    public required string Path { get; init; }

    public required string Value { get; init; }

    /// <summary>What wrote it: <c>row</c>, <c>placeholder</c>, <c>companion</c>, <c>filter</c>, <c>envelope</c>, <c>passed on</c>; <c>protocol</c> where no mapping file says so, and the protocol's own code does, <c>record</c> for a field of the record itself.</summary>
    public required string By { get; init; }

    /// <summary>The field of ours that a row wrote: <c>cdr_token.contract_id</c>; null for what is none.</summary>
    public string? Ours { get; init; }

    /// <summary>The line of the target's mapping file: <c>ocpi-2.2.1/charge-detail-record.yaml:41</c>; null where none wrote it.</summary>
    public string? Line { get; init; }

    /// <summary>The line of codes that it was written by; null for a code of the same name, and for what is no code.</summary>
    public string? Codes { get; init; }

    /// <summary>What our field came from; of a value that was changed on the way, the last change first.</summary>
    public IReadOnlyList<FieldOrigin> From { get; init; } = [];

    /// <summary>False for a value of ours of which nobody knows whence it is.</summary>
    internal bool IsExplained => Ours is null || From.Count > 0;
}

/// <summary>What a field of ours came from.</summary>
public sealed record FieldOrigin
{
    /// <summary><c>row</c>, <c>default</c>, <c>always</c>, <c>assumed</c>, <c>bare</c>, <c>kept</c>, <c>derivation</c>, <c>step</c>; <c>protocol</c> for the protocol's own code, <c>journal</c> where only the record is kept, <c>record</c> where the document read is the record.</summary>
    public required string By { get; init; }

    /// <summary>The field of ours.</summary>
    public required string Ours { get; init; }

    /// <summary>In the read document; null where it is not from there.</summary>
    public string? Path { get; init; }

    /// <summary>What stands there; of a default or a constant, what the file says.</summary>
    public string? Value { get; init; }

    /// <summary>The line of the mapping file: the row's in the source's file, the step's in the target's.</summary>
    public string? Line { get; init; }

    /// <summary>The line of codes that it was read by.</summary>
    public string? Codes { get; init; }

    /// <summary>The name of the step or derivation.</summary>
    public string? Name { get; init; }

    /// <summary>What the step says of it: <c>the directory</c>, <c>from start to end</c>.</summary>
    public string? Why { get; init; }

    /// <summary>The entry that it took it from: <c>location LOC1 of BE*BEC</c>, <c>session S-1</c>.</summary>
    public string? Entry { get; init; }
}

/// <summary>The words of <see cref="ExplainedField.By"/> and <see cref="FieldOrigin.By"/>.</summary>
internal static class ExplainedBy
{
    public const string Row = "row";
    public const string Record = "record";
    public const string PassedOn = "passed on";
    public const string Protocol = "protocol";
    public const string Journal = "journal";
    public const string Step = "step";
    public const string Derivation = "derivation";
    public const string Bare = "bare";
    public const string Kept = "kept";
    public const string Default = "default";
    public const string Always = "always";
    public const string Assumed = "assumed";
}
