using System.Text;
using Rlar.Inference.Native;
using Rlar.Inference.Templates;

namespace Rlar.Inference.Llama.Chat;

/// <summary>A family that llama.cpp writes by itself.</summary>
internal sealed unsafe class BuiltInFamily : MarkedFamily
{
    private const string ChatMl = "chatml";
    private const string Llama3 = "llama3";
    private static readonly Lazy<IReadOnlyList<BuiltInFamily>> Known = new(Read);
    // Two conversations that tell the families apart.
    private static readonly ChatTurn[][] Probes =
    [
        [new(TurnRole.System, " s "), new(TurnRole.User, " u "), new(TurnRole.Assistant, " a "), new(TurnRole.User, " v ")],
        [new(TurnRole.User, " u ")],
    ];

    private readonly byte[] _template;

    private BuiltInFamily(string name, string template) => (Name, _template) = (name, Encoding.UTF8.GetBytes(template + "\0"));

    /// <summary>All, by their names.</summary>
    internal static IReadOnlyList<BuiltInFamily> All => Known.Value;

    /// <inheritdoc/>
    internal override string Name { get; }

    /// <inheritdoc/>
    /// <remarks>These two write the name of the role that they are given; the others take a tool for another speaker.</remarks>
    internal override bool HasTools => Name is ChatMl or Llama3;

    /// <summary>The family that llama.cpp takes a Jinja template for; null where it knows none.</summary>
    internal static BuiltInFamily? Of(string jinja)
    {
        var given = new BuiltInFamily("built-in", jinja);
        if (given.TryWrite(Probes[0], addAssistant: true) is null)
            return null;
        return All.FirstOrDefault(family => Probes.All(probe =>
            family.Write(probe, true) == given.Write(probe, true)
            && family.Write(probe, false) == given.Write(probe, false))) ?? given;
    }

    /// <inheritdoc/>
    internal override string Write(IReadOnlyList<ChatTurn> turns, bool addAssistant) =>
        TryWrite(turns, addAssistant)
        ?? throw new InferenceException($"llama.cpp {LlamaLibrary.Status.Version} cannot write a conversation with its template {Name}.");

    private static List<BuiltInFamily> Read()
    {
        LlamaLibrary.Require();
        var count = LlamaNative.llama_chat_builtin_templates(null, 0);
        var names = new byte*[count];
        fixed (byte** first = names)
            _ = LlamaNative.llama_chat_builtin_templates(first, (nuint)count);
        var all = new List<BuiltInFamily>(count);
        foreach (var name in names)
            all.Add(new BuiltInFamily(LlamaLibrary.Text(name), LlamaLibrary.Text(name)));
        return all;
    }

    private string? TryWrite(IReadOnlyList<ChatTurn> turns, bool addAssistant)
    {
        // All texts in one pinned block, each with its 0.
        var starts = new int[turns.Count * 2];
        using var texts = new MemoryStream();
        for (var index = 0; index < turns.Count; index++)
        {
            starts[index * 2] = (int)texts.Length;
            texts.Write(turns[index].Role switch
            {
                TurnRole.System => "system\0"u8,
                TurnRole.User => "user\0"u8,
                TurnRole.Tool => Name == Llama3 ? "ipython\0"u8 : "tool\0"u8,
                _ => "assistant\0"u8,
            });
            starts[(index * 2) + 1] = (int)texts.Length;
            texts.Write(Encoding.UTF8.GetBytes(turns[index].Content));
            texts.WriteByte(0);
        }

        var messages = new LlamaChatMessage[Math.Max(1, turns.Count)];
        fixed (byte* text = texts.GetBuffer(), template = _template)
        fixed (LlamaChatMessage* first = messages)
        {
            for (var index = 0; index < turns.Count; index++)
                messages[index] = new LlamaChatMessage { Role = text + starts[index * 2], Content = text + starts[(index * 2) + 1] };
            var add = addAssistant ? (byte)1 : (byte)0;
            var size = LlamaNative.llama_chat_apply_template(template, first, (nuint)turns.Count, add, null, 0);
            if (size < 0)
                return null;
            var written = new byte[size + 1];
            fixed (byte* target = written)
                _ = LlamaNative.llama_chat_apply_template(template, first, (nuint)turns.Count, add, target, written.Length);
            return Encoding.UTF8.GetString(written, 0, size);
        }
    }
}
