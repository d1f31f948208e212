namespace ProtocolGateway.Mapping.Files;

/// <summary>The options that a row may have, as files spell them.</summary>
internal static class RowOptions
{
    public static readonly string[] Names =
        ["as", "with", "when", "only", "default", "placeholder", "assumed", "always", "too long", "unfit", "bare", "unknown", "codes"];
}
