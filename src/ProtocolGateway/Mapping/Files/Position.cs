namespace ProtocolGateway.Mapping.Files;

/// <summary>A place in a mapping file, counted from 1.</summary>
public readonly record struct Position(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

/// <summary>A text and where it stands.</summary>
internal readonly record struct Located(string Text, Position At)
{
    public override string ToString() => Text;
}

/// <summary>Something wrong in a mapping file: <c>file:line:column: what; how to fix it</c>.</summary>
public sealed record MappingFault(Position At, string What, string Fix)
{
    public override string ToString() => Fix.Length == 0 ? $"{At}: {What}" : $"{At}: {What}; {Fix}";
}
