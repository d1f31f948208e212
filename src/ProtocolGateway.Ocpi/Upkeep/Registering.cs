using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Ocpi.Outbound;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Registrations;

namespace ProtocolGateway.Ocpi.Upkeep;

/// <summary>Handshakes that we begin (ocpi.md 3.1, 3.2). What counted before counts until their answer is in the journal.</summary>
internal sealed class Registering(Registry registry, IRegistrations store, OwnCredentials own, TimeProvider time, ILogger logger)
{
    private const int TokenBytes = 32;

    // Their answer holds the only copy of the new token: the journal gets some time to take it.
    private const int AttemptsToSettle = 5;

    /// <summary>A new token: 256 random bits, in characters that every version allows.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>Registers for the first time, with the registration token that the partner gave.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public Task<string?> RegisterAsync(Partner partner, CancellationToken cancellation)
    {
        var options = Registry.OptionsOf(partner);
        return ShakeAsync(partner, new Attempt(HttpMethod.Post, options.VersionsUrl!, options.RegistrationToken!, options.OnlyVersion), cancellation);
    }

    /// <summary>New tokens for both, in the version that is set, or the highest that both speak.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public Task<string?> RenewAsync(Partner partner, CancellationToken cancellation)
    {
        var options = Registry.OptionsOf(partner);
        return options.Standing is { Connection: { } connection, Registration.Outbound: { } token }
            ? ShakeAsync(partner, new Attempt(HttpMethod.Put, connection.VersionsUrl, token, options.OnlyVersion), cancellation)
            : Task.FromResult<string?>("There is no registration.");
    }

    /// <summary>Tells them that it ends. What they don't hear ends nothing here either.</summary>
    /// <returns>Why not; null when it is done.</returns>
    public async Task<string?> UnregisterAsync(Partner partner, CancellationToken cancellation)
    {
        var options = Registry.OptionsOf(partner);
        if (options.Standing is not { Connection: { } connection, Registration.Outbound: { } token }) return "There is no registration.";
        var (found, trouble) = await new Introduction(options, time).LookAsync(connection.VersionsUrl, token, connection.Version, cancellation);
        if (found is null) return trouble!.Text;
        using var link = new OcpiLink(options, connection, time);
        var reply = await link.SendAsync(new OcpiLink.Call(HttpMethod.Delete, found.Credentials, Guid.NewGuid().ToString()), cancellation);
        // Whoever doesn't know us has ended it before.
        if (reply is not OcpiReply.Answered { Status: HttpStatusCode.MethodNotAllowed or HttpStatusCode.Unauthorized } && Problem(reply, connection) is { } problem) return problem.Text;
        if (!await store.EndAsync(partner, options.RegistrationTokenHash)) return "The journal is out of reach: here it has not ended.";
        await registry.RefreshAsync(CancellationToken.None);
        return null;
    }

    private async Task<string?> ShakeAsync(Partner partner, Attempt attempt, CancellationToken cancellation)
    {
        var options = Registry.OptionsOf(partner);
        var offered = NewToken();
        // They use it before their answer comes: it is good from now on, on every node.
        if (await store.ClaimAsync(partner, TokenHeader.Hash(offered)) is not { } claim) return "Another handshake is under way, or the journal is out of reach.";
        await registry.RefreshAsync(CancellationToken.None);

        var (found, trouble) = await new Introduction(options, time).LookAsync(attempt.VersionsUrl, attempt.Token, attempt.Only, cancellation);
        if (found is null) return await FailAsync(claim, trouble!.Text, doubt: false);

        var connection = new OcpiConnection(found.Version, attempt.VersionsUrl, attempt.Token, found.Encoded);
        using var link = new OcpiLink(options, connection, time);
        var body = Write(own.For(partner, found.Version, offered), found.Version);
        var reply = await link.SendAsync(new OcpiLink.Call(attempt.Method, found.Credentials, Guid.NewGuid().ToString()) { Body = body }, CancellationToken.None);
        if (Problem(reply, connection) is { } problem) return await FailAsync(claim, problem.Text, problem.Doubt);
        var faults = new List<Fault>();
        _ = Envelope.Read(((OcpiReply.Answered)reply).Body, out var document);
        if (Credentials.Read(document!.Root.Child("data"), found.Version, faults) is not { } theirs)
            return await FailAsync(claim, $"their answer can't be used: {new Refusal(RefusalKind.BadContent, faults)}", doubt: true);
        if (!options.MayCall(new Uri(theirs.Url))) return await FailAsync(claim, $"'{theirs.Url}' is no https address", doubt: true);

        foreach (var note in AnnouncedRoles.Compare(theirs, partner, found.Version).All) OcpiEvents.Announced(logger, partner.Id, note);
        var agreed = new Agreed(found.Version.Number, theirs.Url, found.TokenForm, TokenHeader.Hash(offered), theirs.Token, options.RegistrationTokenHash);
        return await SettleAsync(claim, agreed) ? null : "The journal is out of reach: what they answered is lost.";
    }

    private async Task<bool> SettleAsync(RegistrationClaim claim, Agreed agreed)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await store.SettleAsync(claim, agreed)) break;
            if (attempt == AttemptsToSettle) return false;
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        }
        await registry.RefreshAsync(CancellationToken.None);
        return true;
    }

    private async Task<string> FailAsync(RegistrationClaim claim, string reason, bool doubt)
    {
        await store.FailAsync(claim, reason, doubt);
        await registry.RefreshAsync(CancellationToken.None);
        return reason;
    }

    /// <summary>What is wrong with an answer, and whether they may have acted all the same; null for nothing.</summary>
    private static (string Text, bool Doubt)? Problem(OcpiReply reply, OcpiConnection connection)
    {
        if (reply is OcpiReply.Unheard unheard) return (unheard.Text, false);
        if (reply is OcpiReply.Lost lost) return (lost.Text, true);
        var answered = (OcpiReply.Answered)reply;
        var envelope = answered.Whole ? Envelope.Read(answered.Body, out _) : null;
        var status = $"HTTP {(int)answered.Status}";
        if (answered.Status == HttpStatusCode.MethodNotAllowed)
            return ($"{status}: they have another idea of whether we are registered with them; ask them to delete or reset the registration, or reset it here", false);
        if (!answered.IsSuccess) return (envelope is null ? status : $"{status}, {envelope.Code} {connection.Blank(envelope.Message ?? "")}", (int)answered.Status >= 500);
        if (envelope is null) return ($"{status} with a body that is no OCPI answer", true);
        return OcpiStatus.IsSuccess(envelope.Code) ? null : ($"OCPI {envelope.Code}: {connection.Blank(envelope.Message ?? "no reason given")}", false);
    }

    private static byte[] Write(Credentials credentials, OcpiVersion version)
    {
        var buffer = JsonBuffer.Rent();
        try
        {
            credentials.Write(buffer.Writer, version);
            return Encoding.UTF8.GetBytes(buffer.Text);
        }
        finally
        {
            JsonBuffer.Return(buffer);
        }
    }

    /// <param name="Only">The version that must come of it; null: the highest that both speak.</param>
    private sealed record Attempt(HttpMethod Method, Uri VersionsUrl, string Token, OcpiVersion? Only);
}
