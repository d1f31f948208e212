using System.Linq.Expressions;
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

    /// <summary>The value, or its default where an object on the way is missing.</summary>
    public Func<object, T> Getter<T>()
    {
        var source = Expression.Parameter(typeof(object));
        Expression current = Expression.Convert(source, record);
        var value = Descend(current, 0);
        return Expression.Lambda<Func<object, T>>(value, source).Compile();

        Expression Descend(Expression from, int index)
        {
            var property = Expression.Property(from, properties[index]);
            if (index == properties.Length - 1) return property;
            var held = Expression.Variable(properties[index].PropertyType);
            return Expression.Block([held],
                Expression.Assign(held, property),
                Expression.Condition(Expression.ReferenceEqual(held, Expression.Constant(null)), Expression.Default(typeof(T)), Descend(held, index + 1)));
        }
    }

    /// <summary>Sets the value; objects on the way are made when they are missing.</summary>
    public Action<object, T> Setter<T>()
    {
        var source = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(T));
        var steps = new List<Expression>();
        var variables = new List<ParameterExpression>();
        Expression current = Expression.Convert(source, record);
        foreach (var property in properties[..^1])
        {
            var held = Expression.Variable(property.PropertyType);
            variables.Add(held);
            steps.Add(Expression.Assign(held, Expression.Property(current, property)));
            steps.Add(Expression.IfThen(Expression.ReferenceEqual(held, Expression.Constant(null)),
                Expression.Block(
                    Expression.Assign(held, Expression.New(property.PropertyType)),
                    Expression.Assign(Expression.Property(current, property), held))));
            current = held;
        }
        steps.Add(Expression.Assign(Expression.Property(current, properties[^1]), value));
        return Expression.Lambda<Action<object, T>>(Expression.Block(variables, steps), source, value).Compile();
    }

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
