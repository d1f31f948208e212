namespace ProtocolGateway.Mapping.Versions;

/// <summary>Which mapping files a person wants a delivery written by. The set is closed.</summary>
public abstract record MappingChoice
{
    /// <summary>The journal's spelling for those in force when it is written.</summary>
    internal const string Now = "";

    private MappingChoice() { }

    /// <summary>Those in force when it is written.</summary>
    public sealed record OfNow : MappingChoice;

    /// <summary>Those that wrote it last.</summary>
    public sealed record OfThen : MappingChoice;

    /// <summary>Any that were in force once.</summary>
    public sealed record Of(string Version) : MappingChoice;

    /// <summary><c>now</c>, <c>then</c>, or a version.</summary>
    public static MappingChoice Parse(string text) => text switch
    {
        "now" => new OfNow(),
        "then" => new OfThen(),
        _ => new Of(text),
    };
}
