using System.Reflection;
using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping.Files;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>A path on our side, <c>cdr_token.contract_id</c>, resolved to the record's properties.</summary>
internal sealed class OurPath
{
    private readonly Type record;
    private readonly PropertyInfo[] properties;

    private OurPath(Type record, PropertyInfo[] properties, string text) => (this.record, this.properties, Text) = (record, properties, text);

    public string Text { get; }

    /// <summary>The object that the value belongs to, with a dot at its end; empty for a field of the record itself.</summary>
    public string Home => Text[..(Text.LastIndexOf('.') + 1)];

    public Type Type => properties[^1].PropertyType;

    /// <summary>The item's type when this is a list; null otherwise.</summary>
    public Type? ItemType => Type.IsGenericType && Type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? Type.GetGenericArguments()[0] : null;

    /// <summary>Ours in the names of files: OCPI 2.3.0's, made from the properties.</summary>
    public static string NameOf(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    /// <summary>What a record can say: everything but the bag of other members, which no row needs to name.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type record) =>
        record.GetProperties().Where(p => p.CanWrite && p.PropertyType != typeof(OtherMembers));

    /// <summary>True for records and the objects inside them; false for values and lists.</summary>
    public static bool IsObject(Type type) => type.IsClass && type != typeof(string) && type.Namespace == typeof(PartyId).Namespace;

    public static OurPath? Resolve(Type record, Located path, List<MappingFault> faults)
    {
        var properties = new List<PropertyInfo>();
        var type = record;
        foreach (var name in path.Text.Replace("[]", "", StringComparison.Ordinal).Split('.'))
        {
            var known = IsObject(type) ? PropertiesOf(type).ToList() : [];
            var property = known.FirstOrDefault(p => NameOf(p) == name);
            if (property is null)
            {
                faults.Add(new MappingFault(path.At, $"'{path}': ours has no '{name}' in {type.Name}",
                    $"ours are {string.Join(", ", known.Select(NameOf))}{Nearest.Hint(name, known.Select(NameOf))}"));
                return null;
            }
            properties.Add(property);
            type = property.PropertyType;
        }
        return new OurPath(record, [.. properties], path.Text.Replace("[]", "", StringComparison.Ordinal));
    }

    public Accessor<T> Access<T>() => Accessor<T>.Create(record, properties);

    /// <summary>All values of a record, lists taken as one: what a mapping has to account for.</summary>
    public static IEnumerable<string> Leaves(Type record, string prefix = "")
    {
        foreach (var property in PropertiesOf(record))
        {
            var path = prefix + NameOf(property);
            if (IsObject(property.PropertyType))
                foreach (var leaf in Leaves(property.PropertyType, path + ".")) yield return leaf;
            else yield return path;
        }
    }

    public override string ToString() => Text;
}
