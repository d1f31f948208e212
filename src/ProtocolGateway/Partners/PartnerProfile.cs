namespace ProtocolGateway.Partners;

/// <summary>A set of settings by name, so that a partner of a well-known kind needs one line. What is set beside it wins.</summary>
/// <param name="Name">As the setting <c>Profile</c> names it: <c>gireve</c>.</param>
/// <param name="Protocol">The protocol of its partners.</param>
/// <param name="Settings">By their places below the partner: <c>Emip:ContentType</c>.</param>
/// <param name="ByRole">What a partner gets beside them that has the role.</param>
internal sealed record PartnerProfile(
    string Name, string Protocol, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<Role, IReadOnlyDictionary<string, string>> ByRole)
{
    /// <summary>What those roles bring.</summary>
    public IEnumerable<KeyValuePair<string, string>> OfRoles(IReadOnlyList<PartnerRole> roles) =>
        ByRole.Where(r => roles.Any(own => own.Role == r.Key)).SelectMany(r => r.Value);
}
