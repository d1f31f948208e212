using System.Globalization;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Telemetry;

/// <summary>When the certificates expire that we show: the server's, and those that partners are shown.</summary>
/// <param name="settings">None where a test has only partners.</param>
internal sealed class Certificates(PartnerBook partners, TimeProvider time, GatewaySettings? settings = null)
{
    /// <summary>From then on it is told.</summary>
    public static TimeSpan Ahead { get; } = TimeSpan.FromDays(30);

    /// <summary>Null where none is set.</summary>
    public double? ServerDays => settings?.ServerCertificate is { } own ? Days(own.ExpiresAt) : null;

    public IEnumerable<(string Partner, double Days)> PartnerDays => Shown.Select(s => (s.Partner, Days(s.At)));

    /// <summary>A sentence for each that expires soon, or has.</summary>
    public IReadOnlyList<string> Warnings
    {
        get
        {
            var warnings = new List<string>();
            if (settings?.ServerCertificate is { } own) Warn("the server's certificate", own.ExpiresAt);
            foreach (var (partner, at) in Shown) Warn($"the certificate that we show {partner}", at);
            return warnings;

            void Warn(string which, DateTimeOffset at)
            {
                var left = at - time.GetUtcNow();
                if (left > Ahead) return;
                var when = at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                warnings.Add(left > TimeSpan.Zero
                    ? $"{which} expires in {Math.Floor(left.TotalDays)} days ({when} UTC)"
                    : $"{which} has expired ({when} UTC)");
            }
        }
    }

    private IEnumerable<(string Partner, DateTimeOffset At)> Shown =>
        from partner in partners.All
        let at = (partner.Settings as ICertified)?.CertificateExpiresAt
        where at is not null
        select (partner.Id, at.Value);

    private double Days(DateTimeOffset at) => (at - time.GetUtcNow()).TotalDays;
}
