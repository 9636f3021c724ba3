/* Starts a command, presses Ctrl+C for its console some time later, and ends with the command's exit status. wine's terminal
   does not turn the key into the event. Only for tests.

       press_ctrl_c COMMAND MILLISECONDS */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static BOOL WINAPI ignore(DWORD event)
{
    return event == CTRL_C_EVENT;
}

int main(int count, char **arguments)
{
    STARTUPINFOA start = {sizeof start};
    PROCESS_INFORMATION program;
    DWORD status = 100;

    if (count != 3 || !SetConsoleCtrlHandler(ignore, TRUE))
        return status;
    if (!CreateProcessA(NULL, arguments[1], NULL, NULL, TRUE, 0, NULL, NULL, &start, &program))
        return status;
    Sleep(atoi(arguments[2]));
    if (!GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0))
        return status;
    WaitForSingleObject(program.hProcess, INFINITE);
    GetExitCodeProcess(program.hProcess, &status);
    printf("status=%lu\n", status);
    return status;
}
