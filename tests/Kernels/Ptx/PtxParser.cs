using System.Globalization;
using System.Text.RegularExpressions;

namespace Rlar.Kernels.Tests.Ptx;

/// <summary>Reads the PTX of one kernel as ILGPU writes it. What it does not know it refuses: nothing is passed over.</summary>
internal sealed partial class PtxParser
{
    /// <summary>Where shared and local arrays begin in their own address spaces: not 0, and no address of the others.</summary>
    internal const ulong SharedBase = 0x1_0000;
    internal const ulong LocalBase = 0x8000_0000;

    private readonly PtxSlots _slots = new();
    private readonly List<PtxInstruction> _code = [];
    private readonly List<(PtxInstruction Branch, string Label)> _branches = [];
    private readonly Dictionary<string, int> _labels = new(StringComparer.Ordinal);
    private int _shared;
    private int _local;
    private string _parameter = "";

    private PtxParser()
    {
    }

    internal static PtxKernel Parse(string text) => new PtxParser().Read(text);

    private PtxKernel Read(string text)
    {
        var bare = Comment().Replace(text, "");
        var entry = Entry().Match(bare);
        if (!entry.Success || bare.Contains(".func", StringComparison.Ordinal))
            throw new PtxException("one entry with one parameter was expected, and no function:\n" + text[..Math.Min(400, text.Length)]);
        _parameter = entry.Groups["parameter"].Value;
        foreach (var raw in entry.Groups["body"].Value.Split(';', '\n').Select(line => line.Trim()).Where(line => line.Length > 0))
        {
            var line = raw;
            while (Label().Match(line) is { Success: true } label)
            {
                _labels.Add(label.Groups["name"].Value, _code.Count);
                line = line[label.Length..].Trim();
            }

            if (line.StartsWith('.'))
                Declare(line);
            else if (line.Length > 0)
                _code.Add(Instruction(line));
        }

        foreach (var (branch, label) in _branches)
            branch.Target = _labels.TryGetValue(label, out var target) ? target : throw new PtxException($"no label {label}");
        return new PtxKernel
        {
            Name = entry.Groups["name"].Value,
            Text = text,
            ParameterBytes = int.Parse(entry.Groups["bytes"].Value, CultureInfo.InvariantCulture),
            Code = _code,
            Registers = _slots.Values,
            Special = _slots.Special,
            SharedBytes = _shared,
            LocalBytes = _local,
        };
    }

    private void Declare(string line)
    {
        if (line.StartsWith(".reg", StringComparison.Ordinal))
            return;
        var array = MemoryArray().Match(line);
        if (!array.Success)
            throw new PtxException($"declaration {line} is not known");
        var (align, bytes) = (int.Parse(array.Groups["align"].Value, CultureInfo.InvariantCulture), int.Parse(array.Groups["bytes"].Value, CultureInfo.InvariantCulture));
        ref var used = ref array.Groups["space"].Value == "shared" ? ref _shared : ref _local;
        used = (used + align - 1) / align * align;
        _slots.Define(array.Groups["name"].Value, (array.Groups["space"].Value == "shared" ? SharedBase : LocalBase) + (ulong)used);
        used += bytes;
    }

    private PtxInstruction Instruction(string text)
    {
        var match = Line().Match(text);
        if (!match.Success)
            throw new PtxException($"line {text} is not known");
        var parts = match.Groups["op"].Value.Split('.');
        var operands = Operands(match.Groups["operands"].Value);
        var guard = match.Groups["guard"].Success ? _slots.Of(match.Groups["guard"].Value) : -1;
        var shape = PtxShape.Of(parts, text);
        var label = shape.Op == PtxOp.Bra ? operands[0] : null;
        if (label is not null)
            operands = [];
        var isMemory = shape.Op is PtxOp.Ld or PtxOp.St;
        var (address, offset) = isMemory ? Address(operands[shape.Op == PtxOp.Ld ? 1 : 0]) : (-1, 0);
        int[] written = shape.Op is PtxOp.St or PtxOp.Bra or PtxOp.Bar or PtxOp.Ret ? [] : Slots(operands[0]);
        var instruction = new PtxInstruction
        {
            Op = shape.Op,
            Type = shape.Type,
            From = shape.From,
            Mode = shape.Mode,
            To = written,
            Args = shape.Op switch
            {
                PtxOp.Ld => [address],
                PtxOp.St => [address, .. Slots(operands[1])],
                PtxOp.Bar or PtxOp.Ret or PtxOp.Bra => [],
                _ => [.. operands[1..].Select(_slots.Of)],
            },
            Offset = offset,
            Guard = guard,
            GuardNegated = match.Groups["not"].Success,
            Text = text,
        };
        if (label is not null)
            _branches.Add((instruction, label));
        return instruction;
    }

    private int[] Slots(string operand) => operand.StartsWith('{') ? [.. operand[1..^1].Split(',', StringSplitOptions.TrimEntries).Select(_slots.Of)] : [_slots.Of(operand)];

    private (int Slot, long Offset) Address(string operand)
    {
        var match = MemoryOperand().Match(operand);
        if (!match.Success)
            throw new PtxException($"address {operand} is not known");
        var offset = match.Groups["offset"].Success ? long.Parse(match.Groups["offset"].Value, CultureInfo.InvariantCulture) : 0;
        var name = match.Groups["base"].Value;
        return (name == _parameter ? -1 : _slots.Of(name), offset);
    }

    private static string[] Operands(string text)
    {
        var operands = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && depth == 0))
            {
                if (text[start..i].Trim() is { Length: > 0 } operand)
                    operands.Add(operand);
                start = i + 1;
                continue;
            }

            depth += text[i] is '{' or '[' ? 1 : text[i] is '}' or ']' ? -1 : 0;
        }

        return [.. operands];
    }

    [GeneratedRegex(@"//[^\n]*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"\.visible\s+\.entry\s+(?<name>[\w$]+)\(\s*\.param\s+\.align\s+\d+\s+\.b8\s+(?<parameter>[\w$]+)\[(?<bytes>\d+)\]\s*\)\s*(\.\w+[^{]*)?\{(?<body>.*)\}\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^(?<name>[$\w]+):", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^\.(?<space>shared|local)\s+\.align\s+(?<align>\d+)\s+\.b8\s+(?<name>[\w$]+)\[(?<bytes>\d+)\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MemoryArray();

    [GeneratedRegex(@"^(@(?<not>!)?(?<guard>%p\d+)\s+)?(?<op>[a-z][\w.]*)(\s+(?<operands>.+))?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^\[(?<base>[%\w$]+)(\+(?<offset>-?\d+))?\]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MemoryOperand();
}
