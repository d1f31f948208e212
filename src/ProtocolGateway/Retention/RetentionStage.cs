using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;

namespace ProtocolGateway.Retention;

/// <summary>One thing that happens to exchanges of a certain age.</summary>
internal abstract class RetentionStage
{
    public static RetentionStage Documents { get; } = new DocumentStage();

    public static RetentionStage PersonalData { get; } = new PersonalDataStage();

    public abstract string Name { get; }

    public abstract void Apply(RetentionStatements journal, Guid exchange);

    /// <summary>The salt is made at its first use.</summary>
    public static Pseudonyms Pseudonyms(RetentionStatements journal) =>
        new(journal.Salt("pseudonyms", () => RandomNumberGenerator.GetBytes(32)));

    /// <summary>What was heard and said, byte for byte, goes; what it means stays.</summary>
    private sealed class DocumentStage : RetentionStage
    {
        public override string Name => "documents";

        public override void Apply(RetentionStatements journal, Guid exchange) => journal.DropDocuments(exchange);
    }

    /// <summary>The record stays, for reconciliation and for whoever asks for it, but tells no longer whose card it was.</summary>
    private sealed class PersonalDataStage : RetentionStage
    {
        private const string TokenKey = "token|";

        public override string Name => "personal-data";

        public override void Apply(RetentionStatements journal, Guid exchange)
        {
            var (canonical, refusal, losses) = journal.LoadExchange(exchange);
            if (canonical is null || JsonNode.Parse(canonical) is not { } record) return;
            var pseudonyms = Pseudonyms(journal);
            var ids = Retention.Pseudonyms.Find(record);
            journal.SaveExchange(
                exchange, Bytes(pseudonyms.Replace(record, ids)), refusal is null ? null : pseudonyms.Replace(refusal, ids),
                losses is null ? null : pseudonyms.Replace(losses, ids));
            foreach (var (delivery, body) in journal.Bodies(exchange))
                if (JsonNode.Parse(body) is { } owed) journal.SaveBody(delivery, Bytes(pseudonyms.Replace(owed, [.. ids, .. Retention.Pseudonyms.Find(owed)])));
            foreach (var id in ids)
                foreach (var form in (HashSet<string>)[id, id.ToUpperInvariant(), Ids.Key(id)])
                    journal.Replace(exchange, form, pseudonyms.Of(id));
            // Guesses can be checked against a token's key.
            if (journal.KeyOf(exchange) is { } told && told.StartsWith(TokenKey, StringComparison.Ordinal))
                journal.Rename(exchange, told, TokenKey + pseudonyms.Of(told));
            foreach (var (key, hash, session) in journal.Facts(exchange))
            {
                journal.SaveHash(key, pseudonyms.Of(hash));
                Forget(journal, session, pseudonyms, ids);
            }
            if (journal.SessionOf(exchange) is { } asked) Forget(journal, asked, pseudonyms, ids);
        }

        private static void Forget(RetentionStatements journal, Guid session, Pseudonyms pseudonyms, IReadOnlyList<string> ids)
        {
            if (journal.LoadSession(session) is not { } body || JsonNode.Parse(body) is not { } memory) return;
            journal.SaveSession(session, Bytes(pseudonyms.Replace(memory, [.. ids, .. Retention.Pseudonyms.Find(memory)])));
        }

        private static byte[] Bytes(JsonNode? node) => JsonSerializer.SerializeToUtf8Bytes(node, CanonicalJson.Options);
    }
}
