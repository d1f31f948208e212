using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi;

/// <summary>What is asked in OCPI, and how it is answered: real-time authorisation, commands, charging profiles and preferences (ocpi.md 5.2, 5.5 to 5.7).</summary>
internal static class OcpiQuestions
{
    public static IReadOnlyList<OcpiOperation> Operations { get; } =
    [
        Authorize("POST tokens authorize (one EVSE)") with { IsAboutOneEvse = true, Fits = q => q is AuthorizeToken, For = p => Of(p).OneEvseInAuthorize },
        Authorize("POST tokens authorize"),
        Command<StartSession>(CommandType.START_SESSION, "start-session", q => q.CommandId) with
        {
            Name = "POST commands START_SESSION (one EVSE)",
            IsAboutOneEvse = true,
            Fits = q => q is StartSession,
            For = p => Of(p).EvseInCommands,
        },
        Command<StartSession>(CommandType.START_SESSION, "start-session", q => q.CommandId),
        Command<ActOnSession>(CommandType.STOP_SESSION, "stop-session", q => q.CommandId) with { Fits = IsStop },
        Command<ReserveNow>(CommandType.RESERVE_NOW, "reserve-now", q => q.CommandId),
        Command<CancelReservation>(CommandType.CANCEL_RESERVATION, "cancel-reservation", q => q.CommandId) with { In = HasProfiles },
        Command<UnlockConnector>(CommandType.UNLOCK_CONNECTOR, "unlock-connector", q => q.CommandId),
        Profile(CommandType.SET_CHARGING_PROFILE, "PUT", ChargingProfileAction.SET) with { Mapping = "set-charging-profile" },
        Profile(CommandType.GET_CHARGING_PROFILE, "GET", ChargingProfileAction.GET) with
        {
            QueryTo = (q, to) => FormattableString.Invariant($"duration={Of<ChangeChargingProfile>(q).Duration}&{ResponseUrl(to)}"),
        },
        Profile(CommandType.CLEAR_CHARGING_PROFILE, "DELETE", ChargingProfileAction.CLEAR) with { QueryTo = (_, to) => ResponseUrl(to) },
        new("PUT chargingprofiles active", typeof(ReportChargingProfile), "charging-profile-reported", "PUT", "chargingprofiles", Side.Sender)
        {
            Path = q => [Of<ReportChargingProfile>(q).CpoSessionId!],
            In = HasProfiles,
        },
        new("PUT sessions charging_preferences", typeof(SetChargingPreferences), "charging-preferences", "PUT", "sessions", Side.Sender)
        {
            Path = q => [Of<SetChargingPreferences>(q).CpoSessionId!, "charging_preferences"],
            In = HasProfiles,
        },
        Result("POST command result", "command-completed", type => type is >= CommandType.START_SESSION and <= CommandType.UNLOCK_CONNECTOR),
        Result("POST chargingprofiles set result", "charging-profile-set", type => type == CommandType.SET_CHARGING_PROFILE) with { In = HasProfiles },
        Result("POST chargingprofiles get result", "charging-profile-read", type => type == CommandType.GET_CHARGING_PROFILE) with { In = HasProfiles },
        Result("POST chargingprofiles clear result", "charging-profile-cleared", type => type == CommandType.CLEAR_CHARGING_PROFILE) with { In = HasProfiles },
    ];

    /// <summary>The mapping of what comes of a command, and its operation's name.</summary>
    public static OcpiOperation ResultOf(CommandType type) =>
        Operations.First(o => o.Message == typeof(CommandCompleted) && o.Fits!(new CommandCompleted { Command = type }));

    /// <summary>How a command is said.</summary>
    public static OcpiOperation Of(CommandType type) => Operations.Last(o => o.Command == type);

    private static OcpiOperation Authorize(string name) => new(name, typeof(AuthorizeToken), "authorize-token", "POST", "tokens", Side.Sender)
    {
        Path = q => [Of<AuthorizeToken>(q).Token!.Uid!, "authorize"],
        QueryTo = (q, to) => $"type={TokenTypes.Name(Of<AuthorizeToken>(q).Token?.Type ?? TokenType.RFID, to.Version)}",
        HasBody = q => Of<AuthorizeToken>(q).Location is not null,
        AnswerMapping = "token-authorized",
        HasNoLimits = true,
    };

    private static OcpiOperation Command<T>(CommandType type, string mapping, Func<T, string?> id) =>
        new($"POST commands {type}", typeof(T), mapping, "POST", "commands", Side.Receiver)
        {
            Path = _ => [type.ToString()],
            Command = type,
            CommandId = q => id((T)q),
            AnswerMapping = "command-answered",
            ResultFollows = true,
            HasNoLimits = true,
        };

    private static OcpiOperation Profile(CommandType type, string method, ChargingProfileAction action) =>
        new($"{method} chargingprofiles", typeof(ChangeChargingProfile), null, method, "chargingprofiles", Side.Receiver)
        {
            Path = q => [Of<ChangeChargingProfile>(q).CpoSessionId!],
            Fits = q => q is ChangeChargingProfile change && change.Action == action,
            Command = type,
            CommandId = q => Of<ChangeChargingProfile>(q).CommandId,
            AnswerMapping = "charging-profile-answered",
            ResultFollows = true,
            In = HasProfiles,
        };

    private static OcpiOperation Result(string name, string mapping, Func<CommandType, bool> isAbout) =>
        new(name, typeof(CommandCompleted), mapping, "POST", "commands", Side.Sender)
        {
            Fits = fact => fact is CommandCompleted { Command: { } type } && isAbout(type),
            Url = fact => Of<CommandCompleted>(fact).ResponseUrl,
        };

    private static T Of<T>(object message) => (T)message;

    private static OcpiOptions Of(Partner partner) => (OcpiOptions)partner.Settings;

    private static string ResponseUrl(Addressee to) => $"response_url={Uri.EscapeDataString(to.ResultUrl!)}";

    private static bool IsStop(object question) => question is ActOnSession { Type: SessionActionType.STOP or SessionActionType.EMERGENCY_STOP };

    /// <summary>Charging profiles, preferences and the taking back of reservations came with 2.2.</summary>
    private static bool HasProfiles(OcpiVersion version) => version.Routes;
}
