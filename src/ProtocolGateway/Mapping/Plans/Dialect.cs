using ProtocolGateway.Documents.Schemas;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>What the files of one dialect share: its schema, its kinds of value, and each other.</summary>
internal sealed class Dialect(string name, DialectSchema schema, IReadOnlyList<KindSource> kinds, IReadOnlyList<MappingFile> files, ConversionBook conversions)
{
    public string Name => name;

    public DialectSchema Schema => schema;

    public IReadOnlyList<MappingFile> Files => files;

    public ConversionBook Conversions => conversions;

    /// <summary>Stands for all that each of its mappings depends on; another object when any of it is another.</summary>
    public object? Shared { get; init; }

    /// <summary>The same dialect, with a partner's own files.</summary>
    public Dialect With(IReadOnlyList<MappingFile> own) => new(name, schema, kinds, own, conversions) { Shared = Shared };

    public MappingFile? File(string file) => files.FirstOrDefault(f => f.Name == file);

    /// <summary>The protocol of the dialect: <c>ocpi</c> of <c>ocpi-2.2.1</c>. Other members are passed on within it.</summary>
    public string Protocol => name.Split('-')[0];

    /// <summary>What <c>_dialect.yaml</c> says of a kind of ours: <c>token_type</c>.</summary>
    public KindSource? KindOf(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        var kind = value == typeof(DateTimeOffset) ? "instant" : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.Name);
        return kinds.FirstOrDefault(k => k.Kind.Text == kind);
    }

    /// <summary>The file that describes a part: our record within their kind of object; null when its names are the same on both sides.</summary>
    public MappingFile? PartOf(Type record, ElementSchema element) =>
        files.FirstOrDefault(f => f.Message?.Text == record.Name && f.Document?.Text == element.TypeName && f.Root is null);
}
