using Microsoft.AspNetCore.Http;

namespace ProtocolGateway.Console;

/// <summary>A parameter that must be one of a list, in whatever case. Without a value it is none.</summary>
internal static class Choice
{
    /// <summary>False, with the answer to give, when it is not in the list.</summary>
    /// <param name="chosen">As the list spells it; null when there is none.</param>
    public static bool Read(string name, string? value, IReadOnlyList<string> list, out string? chosen, out IResult? fault)
    {
        (chosen, fault) = (null, null);
        if (string.IsNullOrEmpty(value)) return true;
        chosen = list.FirstOrDefault(one => one.Equals(value, StringComparison.OrdinalIgnoreCase));
        if (chosen is null) fault = Answers.BadParameter(name, $"'{value}' was found; expected one of {string.Join(", ", list)}");
        return chosen is not null;
    }
}
