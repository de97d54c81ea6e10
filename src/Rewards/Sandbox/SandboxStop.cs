namespace Rlar.Rewards.Sandbox;

/// <summary>Which limit ended a job.</summary>
public enum SandboxStop
{
    /// <summary>None: the job ended by itself.</summary>
    None,

    /// <summary>Processor time, of the whole job or of one step of it.</summary>
    CpuTime,

    /// <summary>Time on the clock, less the time spent waiting for a processor.</summary>
    WallTime,

    /// <summary>Memory of all processes together.</summary>
    Memory,

    /// <summary>The number of processes.</summary>
    Processes,

    /// <summary>The number of open files of all processes together: four times that of one process.</summary>
    Files,

    /// <summary>What was written to standard output, standard error and the report together.</summary>
    Output,
}
