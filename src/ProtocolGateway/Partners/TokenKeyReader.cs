using ProtocolGateway.Registrations;

namespace ProtocolGateway.Partners;

/// <summary>Reads <c>Gateway:TokenKey</c>. A key of one node's data directory would open nothing on the others.</summary>
internal sealed class TokenKeyReader(SettingSection gateway, JournalSettings journal)
{
    private const string Key = "TokenKey";
    private const string Expected = "32 random bytes in Base64, such as 'openssl rand -base64 32' gives, by file:PATH or env:NAME, the same for all nodes";

    public byte[]? Read(IReadOnlyList<Partner> partners)
    {
        if (gateway.Secret(Key) is { } text)
        {
            var bytes = new byte[KeyFile.Length + 1];
            if (Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length == KeyFile.Length) return bytes[..length];
            gateway.Fault(Key, $"no key was found; expected {Expected}");
        }
        else if (!gateway.Has(Key) && journal.Provider == JournalProvider.Postgres && partners.FirstOrDefault(p => p.Settings is INegotiated { Registers: true }) is { } first)
        {
            gateway.Fault(Key, $"missing; '{first.Id}' has a RegistrationToken, and nodes that share a journal share its tokens: expected {Expected}");
        }
        return null;
    }
}
