using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip;

/// <summary>Reads how a partner's requests are proven.</summary>
internal sealed class EmipProofReader(PartnerContext partner, SettingSection section)
{
    public EmipAuthentication Authentication(Uri? url)
    {
        var authentication = section.Choice(
            "Authentication", ("ClientCertificate", EmipAuthentication.ClientCertificate), ("Basic", EmipAuthentication.Basic), ("None", EmipAuthentication.None)) ?? default;
        if (authentication == EmipAuthentication.None && !partner.AllowInsecure && url is { IsLoopback: false })
            section.Fault("Authentication", "None is for partners on this machine; expected ClientCertificate or Basic, or AllowInsecure: true in this partner's settings");
        if (authentication == EmipAuthentication.Basic && !(section.Has("User") && section.Has("Password")))
            section.Fault("User", "Authentication is Basic; expected the User and the Password that the partner presents");
        return authentication;
    }

    /// <summary>A thumbprint alone, or a group.</summary>
    public InboundCertificate? Certificate()
    {
        string[] members = ["Thumbprint", "Issuer", "Subject", "Authority"];
        var isGroup = members.Any(m => section.Has($"InboundCertificate:{m}"));
        if (isGroup) section.Group("InboundCertificate").OnlyKnows(members);
        var thumbprint = section.Text(isGroup ? "InboundCertificate:Thumbprint" : "InboundCertificate")?.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (thumbprint is not null)
        {
            if (thumbprint.Length is 40 or 64 && thumbprint.All(char.IsAsciiHexDigit)) return new InboundCertificate(thumbprint, null, null, null);
            section.Fault("InboundCertificate", $"'{thumbprint}' is no thumbprint; expected 40 (SHA-1) or 64 (SHA-256) hexadecimal digits");
        }
        else if (isGroup)
        {
            var (issuer, subject) = (section.Text("InboundCertificate:Issuer"), section.Text("InboundCertificate:Subject"));
            var authority = section.Authorities("InboundCertificate:Authority");
            if (issuer is not null && subject is not null) return new InboundCertificate(null, issuer, subject, authority);
            section.Fault("InboundCertificate", "expected a Thumbprint, or both Issuer and Subject");
        }
        return null;
    }
}
