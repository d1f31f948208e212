using ProtocolGateway.Canonical;
using ProtocolGateway.Mapping;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Ocpi.Inbound;

/// <summary>The interfaces at which partners ask us, and tell what came of what we asked (ocpi.md 5.2, 5.5 to 5.7).</summary>
internal sealed class QuestionInterfaces(IMappings mappings)
{
    private static readonly IReadOnlyList<Role> Cpos = [Role.CPO];
    private static readonly IReadOnlyList<Role> Emsps = [Role.EMSP];

    private readonly TokenAuthorizing tokens = new(mappings);
    private readonly CommandTaking commands = new(mappings);
    private readonly ProfileTaking profiles = new(mappings);
    private readonly ResultTaking results = new(mappings);

    /// <summary>Beside the lists of the tokens' sender.</summary>
    public Route Authorize => new("POST", "{uid}/authorize", "POST tokens authorize", tokens.PostAsync);

    /// <summary>Beside the lists of the sessions' sender.</summary>
    public Route Preferences => new("PUT", "{session}/charging_preferences", "PUT sessions charging_preferences", profiles.PutPreferencesAsync) { In = HasProfiles };

    public IReadOnlyList<ModuleInterface> Own =>
    [
        new("commands", Side.Receiver, Emsps)
        {
            Routes = [.. Enum.GetValues<CommandType>().Where(t => t <= CommandType.UNLOCK_CONNECTOR).Select(Take)],
        },
        new("commands", Side.Sender, Cpos) { Routes = [new("POST", "{command}/{id}", "POST command result", call => results.PostAsync(call, "commands", call.Value("command")))] },
        new("chargingprofiles", Side.Receiver, Emsps)
        {
            In = HasProfiles,
            Routes =
            [
                new("GET", "{session}", "GET chargingprofiles", call => profiles.AskAsync(call, ChargingProfileAction.GET)),
                new("PUT", "{session}", "PUT chargingprofiles", call => profiles.AskAsync(call, ChargingProfileAction.SET)),
                new("DELETE", "{session}", "DELETE chargingprofiles", call => profiles.AskAsync(call, ChargingProfileAction.CLEAR)),
            ],
        },
        new("chargingprofiles", Side.Sender, Cpos)
        {
            In = HasProfiles,
            Routes =
            [
                new("PUT", "{session}", "PUT chargingprofiles active", profiles.ReportAsync),
                Result("GET", "POST chargingprofiles get result"),
                Result("PUT", "POST chargingprofiles set result"),
                Result("DELETE", "POST chargingprofiles clear result"),
            ],
        },
    ];

    private Route Take(CommandType type)
    {
        var operation = OcpiQuestions.Of(type);
        return new("POST", type.ToString(), operation.Name, call => commands.PostAsync(call, operation)) { In = operation.Exists };
    }

    private Route Result(string name, string operation) =>
        new("POST", $"{name}/{{id}}", operation, call => results.PostAsync(call, "chargingprofiles", name));

    private static bool HasProfiles(OcpiVersion version) => version.Routes;
}
