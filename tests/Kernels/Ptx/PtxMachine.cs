namespace Rlar.Kernels.Tests.Ptx;

/// <summary>
/// Runs a kernel block after block, in each block thread after thread up to its next barrier or shuffle. Within a block the order of the threads turns
/// round with every barrier, so that what depends on the order shows. Not for speed: some tens of millions of instructions a second.
/// </summary>
internal sealed unsafe class PtxMachine
{
    private const int Warp = 32;
    private const long MostSteps = 2_000_000_000;

    private readonly PtxKernel _kernel;
    private readonly byte[] _parameter;
    private readonly PtxRange[] _global;
    private readonly int _blocks;
    private readonly int _threads;
    private PtxRange? _shared;
    private int _block;
    private int _epoch;
    private long _steps;

    private PtxMachine(PtxKernel kernel, byte[] parameter, PtxRange[] global, int blocks, int threads) =>
        (_kernel, _parameter, _global, _blocks, _threads) = (kernel, parameter, global, blocks, threads);

    /// <summary>Runs all blocks.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="parameter">The bytes of its parameter.</param>
    /// <param name="global">The memory that it may touch.</param>
    /// <param name="blocks">Blocks.</param>
    /// <param name="threads">Threads of a block.</param>
    /// <returns>Instructions run.</returns>
    /// <exception cref="PtxException">A race, an address out of bounds or misaligned, a barrier that not all threads reach.</exception>
    internal static long Run(PtxKernel kernel, byte[] parameter, PtxRange[] global, int blocks, int threads)
    {
        if (parameter.Length != kernel.ParameterBytes)
            throw new PtxException($"{kernel.Name} takes a parameter of {kernel.ParameterBytes} bytes, not {parameter.Length}");
        var machine = new PtxMachine(kernel, parameter, global, blocks, threads);
        var shared = new byte[kernel.SharedBytes + 8];
        fixed (byte* memory = shared)
        {
            for (machine._block = 0; machine._block < blocks; machine._block++)
            {
                machine._shared = new PtxRange("shared memory", PtxParser.SharedBase, memory, kernel.SharedBytes, 4, mustBeWritten: true);
                machine.RunBlock();
            }
        }

        return machine._steps;
    }

    private void RunBlock()
    {
        var threads = Enumerable.Range(0, _threads).Select(Thread).ToArray();
        _epoch = 0;
        while (true)
        {
            for (var i = 0; i < _threads; i++)
            {
                var thread = _epoch % 2 == 0 ? i : _threads - 1 - i;
                if (threads[thread] is { Waiting: null, HasEnded: false } ready)
                    Run(ready, thread);
            }

            if (PtxShuffle.Resolve(threads, Warp))
                continue;
            if (!threads.Any(thread => thread.Waiting is not null))
                return;
            if (threads.FirstOrDefault(thread => thread.HasEnded || thread.Waiting != threads[0].Waiting) is not null)
                throw new PtxException($"not all threads of block {_block} reach the barrier of {_kernel.Name}");
            _epoch++;
            foreach (var thread in threads)
                thread.Waiting = null;
        }
    }

    private PtxThread Thread(int number)
    {
        var registers = (ulong[])_kernel.Registers.Clone();
        foreach (var (name, slot) in _kernel.Special)
        {
            registers[slot] = (ulong)(name switch
            {
                "%tid.x" => number,
                "%ntid.x" => _threads,
                "%ctaid.x" => _block,
                "%nctaid.x" => _blocks,
                _ => number % Warp,
            });
        }

        return new PtxThread { Registers = registers, Local = new byte[_kernel.LocalBytes] };
    }

    private void Run(PtxThread thread, int number)
    {
        var registers = thread.Registers;
        while (true)
        {
            if (thread.Next >= _kernel.Code.Count)
                throw new PtxException($"{_kernel.Name} runs past its end");
            var instruction = _kernel.Code[thread.Next++];
            if (_steps++ > MostSteps)
                throw new PtxException($"{_kernel.Name} does not end");
            if (instruction.Guard >= 0 && ((registers[instruction.Guard] & 1) == 0) != instruction.GuardNegated)
                continue;
            switch (instruction.Op)
            {
                case PtxOp.Bra:
                    thread.Next = instruction.Target;
                    break;
                case PtxOp.Ret:
                    thread.HasEnded = true;
                    return;
                case PtxOp.Bar or PtxOp.Shfl:
                    thread.Waiting = instruction;
                    return;
                case PtxOp.Ld or PtxOp.St:
                    Memory(thread, number, instruction);
                    break;
                default:
                    registers[instruction.To[0]] = PtxArithmetic.Result(instruction, registers);
                    break;
            }
        }
    }

    private void Memory(PtxThread thread, int number, PtxInstruction instruction)
    {
        var registers = thread.Registers;
        var isWrite = instruction.Op == PtxOp.St;
        var size = PtxTypes.Size(instruction.Type);
        var count = isWrite ? instruction.Args.Length - 1 : instruction.To.Length;
        var address = instruction.Args[0] < 0 ? (ulong)instruction.Offset : registers[instruction.Args[0]] + (ulong)instruction.Offset;
        if (address % (ulong)(size * count) != 0)
            throw new PtxException($"'{instruction.Text}' of {_kernel.Name}: address {address:x} is not aligned");
        fixed (byte* parameter = _parameter)
        fixed (byte* local = thread.Local)
        {
            var place = Place(instruction, address, size * count, isWrite, number, parameter, local);
            for (var k = 0; k < count; k++)
            {
                if (isWrite)
                    Store(place + (k * size), size, registers[instruction.Args[k + 1]]);
                else
                    registers[instruction.To[k]] = Load(place + (k * size), size);
            }
        }
    }

    private byte* Place(PtxInstruction instruction, ulong address, int size, bool isWrite, int number, byte* parameter, byte* local)
    {
        switch (instruction.Mode)
        {
            case "param" when !isWrite && address + (ulong)size <= (ulong)_parameter.Length:
                return parameter + address;
            case "local" when address >= PtxParser.LocalBase && address + (ulong)size <= PtxParser.LocalBase + (ulong)_kernel.LocalBytes:
                return local + (address - PtxParser.LocalBase);
            case "shared" when _shared!.Holds(address, size):
                return _shared.Access(address, size, isWrite, new PtxRange.Touch(_block, _epoch, number), instruction.Text);
            case "generic" or "global":
                foreach (var range in _global)
                {
                    if (range.Holds(address, size))
                        return range.Access(address, size, isWrite, new PtxRange.Touch(_block, _epoch, number), instruction.Text);
                }

                break;
        }

        throw new PtxException($"'{instruction.Text}' of {_kernel.Name}, block {_block}, thread {number}: address {address:x} is out of bounds");
    }

    private static ulong Load(byte* place, int size) => size switch
    {
        8 => *(ulong*)place,
        4 => *(uint*)place,
        2 => *(ushort*)place,
        _ => *place,
    };

    private static void Store(byte* place, int size, ulong value)
    {
        switch (size)
        {
            case 8: *(ulong*)place = value; break;
            case 4: *(uint*)place = (uint)value; break;
            case 2: *(ushort*)place = (ushort)value; break;
            default: *place = (byte)value; break;
        }
    }
}
