using ProtocolGateway.Canonical;

namespace ProtocolGateway.Ocpi;

/// <summary>The record inside a message: what mapping files are about.</summary>
internal static class Matter
{
    public static object Of(object message) => message switch
    {
        ChargeDetailRecordIssued issued => issued.Record,
        SessionUpdated updated => updated.Session,
        EvseStatusChanged changed => changed.Report,
        LocationPublished published => published.Location,
        TariffPublished published => (object?)published.Withdrawn ?? published.Tariff!,
        TokenPublished published => published.Token,
        _ => message,
    };
}
