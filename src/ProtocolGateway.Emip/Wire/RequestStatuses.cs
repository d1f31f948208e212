using ProtocolGateway.Canonical;

namespace ProtocolGateway.Emip.Wire;

/// <summary>What a requestStatus says of a question, both ways: the one table (emip.md 4.2, translation.md sections 5 and 6).</summary>
internal static class RequestStatuses
{
    private const int Done = 1;

    /// <summary>What an authorisation is answered with, beside its value.</summary>
    public static int Of(TokenAuthorized answer) => answer.Unanswered switch
    {
        null => Done,
        UnansweredReason.NO_AGREEMENT => 202,
        UnansweredReason.UNKNOWN_TOKEN => 203,
        _ => 10210,
    };

    /// <summary>The answer with what its status adds: never allowed but by a success.</summary>
    public static TokenAuthorized Read(TokenAuthorized answer, long status) => status switch
    {
        202 => answer with { Allowed = null, Unanswered = UnansweredReason.NO_AGREEMENT },
        203 => answer with { Allowed = null, Unanswered = UnansweredReason.UNKNOWN_TOKEN },
        701 or (>= 201 and <= 206) or <= 0 or >= 10000 => answer with { Allowed = null, Unanswered = UnansweredReason.NO_ANSWER },
        _ => answer,
    };

    /// <summary>What SetServiceAuthorisation is answered with.</summary>
    public static int OfStart(CommandResult result) => result switch
    {
        CommandResult.ACCEPTED => Done,
        CommandResult.UNKNOWN_CPO => 201,
        CommandResult.NO_AGREEMENT => 202,
        CommandResult.UNKNOWN_TOKEN => 203,
        CommandResult.NO_SERVICE or CommandResult.EVSE_OCCUPIED or CommandResult.NOT_SUPPORTED => 205,
        CommandResult.EVSE_INOPERATIVE or CommandResult.TIMEOUT => 206,
        CommandResult.UNREACHABLE => 10207,
        CommandResult.UNKNOWN_SESSION => 10501,
        CommandResult.FOREIGN_SESSION => 10508,
        _ => 10201,
    };

    /// <summary>What SetSessionActionRequest is answered with.</summary>
    public static int OfAction(CommandResult result) => result switch
    {
        CommandResult.ACCEPTED => Done,
        CommandResult.EVSE_INOPERATIVE => 206,
        CommandResult.UNKNOWN_SESSION => 10501,
        CommandResult.NO_OTHER_SIDE => 10502,
        CommandResult.TAKES_NONE => 10503,
        CommandResult.TIMEOUT or CommandResult.UNREACHABLE => 10504,
        CommandResult.FAULT => 10505,
        CommandResult.NOT_SUPPORTED => 10506,
        CommandResult.FOREIGN_SESSION => 10508,
        _ => 10507,
    };

    /// <summary>What a command's status says. Below 10000 all is well but for the refusals of 201 to 206.</summary>
    public static CommandResult Result(long status) => status switch
    {
        201 => CommandResult.UNKNOWN_CPO,
        202 => CommandResult.NO_AGREEMENT,
        203 => CommandResult.UNKNOWN_TOKEN,
        204 => CommandResult.REJECTED,
        205 => CommandResult.NO_SERVICE,
        206 => CommandResult.EVSE_INOPERATIVE,
        >= 1 and < 10000 => CommandResult.ACCEPTED,
        10207 or 10504 => CommandResult.UNREACHABLE,
        10501 => CommandResult.UNKNOWN_SESSION,
        10502 => CommandResult.NO_OTHER_SIDE,
        10503 => CommandResult.TAKES_NONE,
        10505 => CommandResult.FAULT,
        10506 => CommandResult.NOT_SUPPORTED,
        10507 => CommandResult.FAILED,
        10508 => CommandResult.FOREIGN_SESSION,
        _ => CommandResult.REJECTED,
    };
}
