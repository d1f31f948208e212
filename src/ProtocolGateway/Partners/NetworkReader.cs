using System.Net;

namespace ProtocolGateway.Partners;

/// <summary>Lists of addresses and networks: <c>192.0.2.7</c>, <c>192.0.2.0/24</c>, <c>2001:db8::/32</c>.</summary>
public static class NetworkReader
{
    /// <summary>A single address is a network of one.</summary>
    public static IReadOnlyList<IPNetwork> Networks(this SettingSection section, string key)
    {
        var networks = new List<IPNetwork>();
        foreach (var member in section.List(key))
        {
            var place = $"{key}:{member.Key}";
            var text = section.Text(place);
            if (IPNetwork.TryParse(text, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(text, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else section.Fault(place, $"'{text}' was found; expected an IP address, or a network such as \"192.0.2.0/24\"");
        }
        return networks;
    }
}
