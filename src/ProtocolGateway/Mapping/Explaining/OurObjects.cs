using System.Collections;
using ProtocolGateway.Mapping.Plans;

namespace ProtocolGateway.Mapping.Explaining;

/// <summary>Where each object within a record is: the record itself, and the items of its lists, as mapping files' rows meet them.</summary>
internal static class OurObjects
{
    public static Dictionary<object, string> Of(object record)
    {
        var places = new Dictionary<object, string>(ReferenceEqualityComparer.Instance);
        Add(places, "", record);
        return places;
    }

    private static void Add(Dictionary<object, string> places, string path, object value)
    {
        if (!places.TryAdd(value, path)) return;
        foreach (var property in OurPath.PropertiesOf(value.GetType()))
        {
            if (property.PropertyType.IsValueType || property.GetIndexParameters().Length > 0 || property.GetValue(value) is not { } inner) continue;
            var at = OurLeaves.Join(path, OurPath.NameOf(property));
            if (OurPath.IsObject(property.PropertyType)) Add(places, at, inner);
            else if (inner is IEnumerable list and not string) AddItems(places, at, list);
        }
    }

    private static void AddItems(Dictionary<object, string> places, string path, IEnumerable list)
    {
        var index = 0;
        foreach (var item in list)
        {
            if (item is not null && OurPath.IsObject(item.GetType())) Add(places, $"{path}[{index}]", item);
            index++;
        }
    }
}
