using ProtocolGateway.Sessions;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Journal;

/// <summary>Codes as the journal spells them, without asking reflection each time.</summary>
internal static class Spelling
{
    private static readonly string[] States = System.Enum.GetNames<DeliveryState>();
    private static readonly string[] Results = System.Enum.GetNames<ExchangeResult>();
    private static readonly string[] Kinds = System.Enum.GetNames<SessionNameKind>();
    private static readonly string[] Absences = System.Enum.GetNames<AbsenceKind>();
    private static readonly string[] Scopes = System.Enum.GetNames<StatusScope>();
    private static readonly string[] PublishedKinds = System.Enum.GetNames<PublishedKind>();

    public static string Of(DeliveryState state) => States[(int)state];

    public static string Of(ExchangeResult result) => Results[(int)result];

    public static string Of(SessionNameKind kind) => Kinds[(int)kind];

    public static string Of(AbsenceKind kind) => Absences[(int)kind];

    public static string Of(StatusScope scope) => Scopes[(int)scope];

    public static string Of(PublishedKind kind) => PublishedKinds[(int)kind];

    public static PublishedKind Published(string name) => (PublishedKind)Array.IndexOf(PublishedKinds, name);

    public static DeliveryState State(string name) => System.Enum.Parse<DeliveryState>(name);
}
