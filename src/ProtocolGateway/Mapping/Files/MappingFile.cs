namespace ProtocolGateway.Mapping.Files;

/// <summary>A mapping file as written, before anything in it is resolved.</summary>
internal sealed class MappingFile
{
    public required string Path { get; init; }

    /// <summary>The folder's name: <c>emip</c>, <c>ocpi-2.2.1</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>The file's name without ending.</summary>
    public required string Name { get; init; }

    /// <summary>The canonical record on our side.</summary>
    public Located? Message { get; init; }

    /// <summary>The schema's document on their side.</summary>
    public Located? Document { get; init; }

    /// <summary>Where the paths of the rows begin; null for the document itself.</summary>
    public Located? Root { get; init; }

    public IReadOnlyList<Located> Envelope { get; init; } = [];

    public IReadOnlyList<Located> AfterReading { get; init; } = [];

    public IReadOnlyList<Located> BeforeWriting { get; init; } = [];

    /// <summary>Texts that the partner has at the document's own level beyond what the schema knows; of an overlay.</summary>
    public IReadOnlyList<Located> Adds { get; init; } = [];

    public required Block Body { get; init; }

    public Position Start => new(Path, 1, 1);
}

/// <summary>Rows and what belongs to them: a file's body, or a nested row's.</summary>
internal sealed class Block
{
    public IReadOnlyList<RowSource> Rows { get; init; } = [];

    /// <summary>Conditions under which nothing may be told, and why.</summary>
    public IReadOnlyList<Reasoned> Hold { get; init; } = [];

    /// <summary>Ours, not written, and nothing is lost.</summary>
    public IReadOnlyList<Reasoned> Implied { get; init; } = [];

    /// <summary>Ours, not written, and reported.</summary>
    public IReadOnlyList<Reasoned> Untold { get; init; } = [];

    /// <summary>Theirs, known, and of no interest.</summary>
    public IReadOnlyList<Reasoned> Ignored { get; init; } = [];
}

/// <summary>A path or a condition, and the reason that is given for it.</summary>
internal sealed record Reasoned(Located Subject, string Reason);

/// <summary>One row as written.</summary>
internal sealed class RowSource
{
    public required Located Left { get; init; }

    /// <summary>Null: the same name on both sides.</summary>
    public Located? Right { get; init; }

    /// <summary>The options and blocks that the row gives, by name.</summary>
    public IReadOnlyList<Located> Options { get; init; } = [];

    public Located? As { get; init; }

    public Located? When { get; init; }

    public Located? Only { get; init; }

    public Located? Default { get; init; }

    public Located? Placeholder { get; init; }

    public Located? Assumed { get; init; }

    public Located? Always { get; init; }

    public Located? TooLong { get; init; }

    public Located? Unfit { get; init; }

    /// <summary>The field of an item that stands for the whole item.</summary>
    public Located? Bare { get; init; }

    public Located? Unknown { get; init; }

    public IReadOnlyList<Located> Codes { get; init; } = [];

    /// <summary>Companions: their path, and the values as written (<c>eMI3 or eMI3_STAR</c>).</summary>
    public IReadOnlyList<Reasoned> With { get; init; } = [];

    public Block? Nested { get; init; }

    public bool Removes => Right is { Text: "none" };
}

/// <summary>What holds for a kind of value in a whole dialect (<c>_dialect.yaml</c>).</summary>
internal sealed class KindSource
{
    public required Located Kind { get; init; }

    public Located? As { get; init; }

    public Located? Unknown { get; init; }

    public IReadOnlyList<Located> Codes { get; init; } = [];
}
