using System.Collections.Frozen;
using System.Globalization;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>The attributes that a search may ask for, by their ids (emip.md 3.11), as far as OCPI's location data answer them.</summary>
internal static class EvseAttributes
{
    private static readonly FrozenDictionary<string, EvseAttribute> Known = new Dictionary<string, EvseAttribute>
    {
        ["1002"] = EvseAttribute.Text(e => e.PoolId is null ? null : Wire.WireText.Emi3),
        ["1003"] = EvseAttribute.Id(e => e.PoolId),
        ["1005"] = EvseAttribute.Text(e => e.Brand),
        ["1006"] = EvseAttribute.Text(e => e.Name),
        ["1041"] = EvseAttribute.Text(e => e.Country),
        ["1042"] = EvseAttribute.Text(e => e.PostalCode),
        ["1043"] = EvseAttribute.Text(e => e.City),
        ["1045"] = EvseAttribute.Text(e => e.Address),
        ["1046"] = EvseAttribute.Text(e => e.State),
        ["1062"] = EvseAttribute.Number(e => Degrees(e.Entrance?.Latitude)),
        ["1063"] = EvseAttribute.Number(e => Degrees(e.Entrance?.Longitude)),
        ["1101"] = EvseAttribute.Number(e => Flag(e.AlwaysOpen)),
        ["1273"] = EvseAttribute.Text(e => e.OwnerName),
        ["2041"] = EvseAttribute.Number(e => Degrees(e.Coordinates?.Latitude)),
        ["2042"] = EvseAttribute.Number(e => Degrees(e.Coordinates?.Longitude)),
        ["2066"] = EvseAttribute.Number(e => Flag(e.Reservable)),
        ["3002"] = EvseAttribute.Text(_ => Wire.WireText.Emi3),
        ["3003"] = EvseAttribute.Id(e => e.EvseId),
        ["3041"] = EvseAttribute.Number(e => (int?)e.Busy?.Status),
        ["3042"] = EvseAttribute.Instant(e => e.Busy?.Until),
        ["3044"] = EvseAttribute.Number(e => e.Power),
        ["3046"] = EvseAttribute.Number(e => (int?)e.Availability?.Status),
        ["3047"] = EvseAttribute.Instant(e => e.Availability?.Until),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Unanswerable = new Dictionary<string, string>
    {
        ["1044"] = "street number",
        ["1065"] = "phone",
        ["1103"] = "opening times",
        ["1271"] = "owner operator's Gireve id",
        ["1272"] = "owner operator's eMI3 id",
        ["2002"] = "station id type",
        ["2003"] = "station id",
        ["2061"] = "accessibility",
        ["2062"] = "authorisation information",
        ["2063"] = "authorisation mode",
        ["2064"] = "payment mode",
        ["2065"] = "payment information",
        ["3063"] = "current type",
        ["3101"] = "useability status",
        ["3102"] = "useability until",
        ["3111"] = "speed",
        ["4021"] = "connector type",
    }.ToFrozenDictionary();

    public static EvseAttribute? Find(string id) => Known.GetValueOrDefault(id);

    /// <summary>Why an attribute that is not found can't be asked for.</summary>
    public static string WhyNot(string id) => Unanswerable.TryGetValue(id, out var name)
        ? $"{id} ({name}) can't be answered: the directory doesn't have it, or not in eMIP's codes"
        : $"{id} is no attribute that is known here";

    private static decimal? Degrees(string? text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static decimal? Flag(bool? flag) => flag is { } known ? known ? 1 : 0 : null;
}
