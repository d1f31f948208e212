using System.Text.Json.Nodes;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>RFC 7396: members are replaced, null takes one away, lists are replaced as a whole.</summary>
internal static class MergePatch
{
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
            if (value is null) target.Remove(name);
            else if (value is JsonObject inner)
            {
                if (target[name] is not JsonObject known) target[name] = known = [];
                Apply(known, inner);
            }
            else target[name] = value.DeepClone();
    }
}
